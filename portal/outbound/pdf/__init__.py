"""The one door to PDF: tagged documents for paper and for who listens, made without asking any other host."""

from portal.outbound.pdf.booklet import fold, lacking
from portal.outbound.pdf.rendering import PdfUnavailable, can_render, render_html, render_pdf

__all__ = ["PdfUnavailable", "can_render", "fold", "lacking", "render_html", "render_pdf"]
