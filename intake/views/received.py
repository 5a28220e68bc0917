"""The answer page: what somebody who sent a referral must keep, and how it goes on."""

from django.shortcuts import redirect, render

from intake.models import ForWhom
from intake.views.next_steps import next_steps, promise_of
from intake.views.refer import DraftView, forget
from portal.workflow.references import shown, spelled


class ReceivedView(DraftView):
    """The answer page: the number, the code, and what happens now; in this browser, while the draft is kept."""

    step = "received"

    def get(self, request):
        if self.draft is None:
            return render(request, "intake/received_gone.html", status=404)
        if not self.is_sent:
            return redirect("intake:refer")
        referral = self.draft.referral
        with self.look():
            kept = self.draft.answers
        code = kept["code"]
        context = {
            "reference": shown(kept["reference"]),
            "spelling": spelled(kept["reference"]),
            "code": f"{code[:4]} {code[4:8]} {code[8:]}",
            "file_text": kept.get("file_text", ""),
            "is_child": referral.for_whom == ForWhom.CHILD,
            "next_steps": next_steps(referral, organisation=self.organisation),
            "promise": promise_of(referral, organisation=self.organisation),
        }
        return render(request, "intake/received.html", context)


class AnotherView(DraftView):
    """Takes the number and code off this browser; what was sent stays with us."""

    def get(self, request):
        """Who comes here by an old address or the browser's history loses nothing."""
        return redirect("intake:received")

    def post(self, request):
        forget(request, self.draft)
        response = redirect("intake:gone")
        # Chromium may keep a page in memory for the back button even though nothing may store it.
        response["Clear-Site-Data"] = '"cache"'
        return response
