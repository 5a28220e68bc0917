"""What the back-office keeps: exports for a day, and the filters that staff saved."""

from portal.backoffice.models.exports import Export, ExportPart, ExportState
from portal.backoffice.models.saved_filters import SavedFilter

__all__ = ["Export", "ExportPart", "ExportState", "SavedFilter"]
