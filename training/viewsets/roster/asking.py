"""The pages where staff write something about a coordinator."""

from portal.backoffice.entries import EntryView
from training.viewsets.roster.forms import OfferedForm


class CoordinatorEntryView(EntryView):
    """Where something else was kept meanwhile, that stands beside the form."""

    template_name = "training/roster/entry.html"

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        if isinstance(form, OfferedForm):
            form.show_changed(self.object)
        return super().get_context_data(**kwargs)
