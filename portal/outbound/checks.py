"""Says when this machine cannot make PDFs."""

from django.core.checks import Warning as CheckWarning
from django.core.checks import register

from portal.outbound.pdf import can_render


@register(deploy=True)  # only then: it loads WeasyPrint, half a second that no other command should pay
def pdfs_can_be_made(app_configs, **kwargs):
    if can_render():
        return []
    return [
        CheckWarning(
            "No PDF can be made on this machine: pango is missing. Pages say so and keep working.",
            hint="Install the packages that docs/operating.md names under “What is needed”.",
            id="outbound.W001",
        )
    ]
