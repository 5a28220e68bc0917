"""The pages where staff write something about a candidate."""

from portal.backoffice.entries import EntryView
from portal.backoffice.scope import looking_at

# Where the answer of the trainers stands beside the form.
_TEMPLATES = {"answer": "training/workbench/write_answer.html", "sign": "training/workbench/sign.html"}


class CandidateEntryView(EntryView):
    """What shows something sealed also compares with it: the row is open while the form is read."""

    def get_template_names(self):
        return [_TEMPLATES.get(self.kwargs["entry"], self.template_name)]

    def post(self, request, *args, **kwargs):
        if not self.asked.looks:
            return super().post(request, *args, **kwargs)
        with looking_at(self.object, by=request.user, screen=self.viewset.screen):
            return super().post(request, *args, **kwargs)
