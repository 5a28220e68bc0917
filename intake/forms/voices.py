"""What staff fill in about a worry, a pause, what was decided, and to write to the coordinator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import TypedText
from intake.models import SafetyConcern
from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import DayField

LONGEST_MESSAGE = 5_000


def _text(label, *, rows, most, **more):
    return TypedText(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **more)


class ConcernForm(EntryForm):
    text = _text(
        _("What is the worry?"), rows=4, most=3000,
        help_text=_("Only the staff of the region read it. Not the circle, not the coordinator."),
    )  # fmt: skip


class SettleForm(EntryForm):
    """Which of those that are open; what is done about it, and why it can go on."""

    concern = forms.ModelChoiceField(
        label=_("Which worry?"), queryset=SafetyConcern.objects.none(), empty_label=None, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"),
            _("Somebody wrote this down in the meantime. Look at what stands there now."),
        ),
    )  # fmt: skip
    measures = _text(
        _("What is done about it?"), rows=4, most=3000, help_text=_("Who does what, from when, and who looks after it.")
    )
    reason = _text(_("Why can it go on?"), rows=3, most=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.obj.safetyconcerns.filter(settled_at__isnull=True)
        self.fields["concern"].queryset = rows
        self.fields["concern"].label_from_instance = lambda row: str(row.raised_at)
        self.initial.setdefault("concern", rows.values_list("pk", flat=True).first())

    def show(self):
        self.fields["concern"].label_from_instance = lambda row: row.text


class PauseForm(EntryForm):
    until = DayField(
        label=_("Until which day?"),
        help_text=_("On that day it goes on by itself. Not known yet? Then leave it empty."),
        required=False,
    )
    reason = _text(_("Why?"), rows=3, most=2000)


class ReadMessagesForm(EntryForm):
    """What stands above it is read: up to the newest message that there is when it is drawn."""

    last = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def show(self):
        self.initial["last"] = self.obj.casemessages.order_by("-sent_at").values_list("pk", flat=True).first()


class CaseMessageForm(ReadMessagesForm):
    text = _text(
        _("Message"), rows=4, most=LONGEST_MESSAGE,
        help_text=_("The coordinator reads it on their own page. They get a mail that something waits."),
    )  # fmt: skip
