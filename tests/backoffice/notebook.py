"""A viewset of the tests alone, over referrals: entries, answers and searches without a word of intake's own.

Its addresses exist where a test says `pytest.mark.urls("tests.backoffice.notebook")`.
"""

from django import forms
from django.db.models import Q
from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column
from wagtail.utils.urlpatterns import decorate_urlpatterns

from intake.models import Referral
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import Panel
from portal.urls import *  # noqa: F403
from portal.urls import urlpatterns as _portal
from portal.workflow import log
from portal.workflow.moves import NotPossible

HELD, NOT_HELD = "intake.view_referral", "intake.nobody_holds_this"


class NoteForm(EntryForm):
    text = forms.CharField(label="Note", widget=forms.Textarea, max_length=200)


class CallForm(EntryForm):
    """Offers names, which stand nowhere before somebody looks."""

    spoken_to = forms.CharField(label="Spoken to", required=False)

    def show(self):
        self.fields["spoken_to"].help_text = self.obj.referrer_name


def write_note(row, *, by, text):
    if text == "impossible":
        raise NotPossible("That cannot be written.", field="text")
    log.note(row, next(iter(row.track.notes)), by=by, reason=text)
    return f"CODE-{text}"


def write_call(row, *, by, spoken_to):
    log.note(row, next(iter(row.track.notes)), by=by, reason=spoken_to)


class NotebookViewSet(ScopedViewSet):
    model = Referral
    name = "notebook"
    url_prefix = "notebook"
    menu_label = "Notebook"
    list_display = [
        "__str__",
        Column("received_at", label="Received"),
        Column("state", label="<b>"),
        Column("nothing", accessor=lambda row: ""),
    ]
    entries = {
        "note": EntryAction(write_note, HELD, NoteForm, "Write a note", panel="notes", consequences=("It stays.",)),
        "call": EntryAction(write_call, HELD, CallForm, "Write down a call", looks=True),
        "code": EntryAction(write_note, HELD, NoteForm, "New code", answer="tests/answer.html"),
        "lead": EntryAction(
            write_note, HELD, NoteForm, "Lead on", leads_to=lambda row, code: f"/admin/{row.pk}/{bool(code)}/"
        ),
        "secret": EntryAction(write_note, NOT_HELD, NoteForm, "Not for you"),
    }

    def search(self, text, user):
        return Q(reference=text) | Q(language=text)

    def get_workbench(self, obj, user):
        return {"panels": [Panel("notes", "Notes", "tests/notes.html")]}


viewset = NotebookViewSet()
urlpatterns = [
    path(
        "admin/notebook/",
        include(
            (decorate_urlpatterns(viewset.get_urlpatterns(), require_admin_access), "notebook"), namespace="notebook"
        ),
    ),
    *_portal,
]
