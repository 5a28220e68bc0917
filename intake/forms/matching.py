"""What a regional manager fills in to find a coordinator: the wishes, whom to ask, what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.actions.assigning import LONGEST_OFFER
from intake.assignment_states import RUNNING
from intake.forms.fields import TypedText
from intake.forms.question import OfCaseForm
from intake.models import Assignment, DeclineGround, MatchWishes
from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import DayField
from training.languages import OFTEN, language_choices, language_name
from training.models import Coordinator

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WishesForm(OfCaseForm):
    """What the family wishes of a coordinator."""

    model = MatchWishes

    language = forms.ChoiceField(label=_("Which language should the coordinator speak?"), required=False)
    must_speak_it = forms.BooleanField(
        label=_("Only somebody who speaks this language"),
        help_text=_("Without this, who speaks it stands first, and others stay possible."),
        required=False,
    )
    from_day = DayField(label=_("The conference from"), widget=_DAY, required=False)
    until_day = DayField(label=_("The conference until"), widget=_DAY, required=False)
    evenings = forms.BooleanField(label=_("In the evening"), required=False, initial=True)
    weekends = forms.BooleanField(label=_("At the weekend"), required=False, initial=True)
    weekdays = forms.BooleanField(label=_("By day on working days"), required=False, initial=True)
    background = TypedText(
        label=_("What does the family ask about who the coordinator is?"),
        help_text=_(
            "Only if they ask for it themselves, such as a woman, or somebody of their faith. Leave it empty "
            "otherwise: then nobody's background is shown."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    practising_agreed_on = DayField(
        label=_("Agrees to somebody who still practises, since"),
        help_text=_("Only if you told them that you guide this coordinator. Leave it empty otherwise."),
        widget=_DAY,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        often = [(code, language_name(code)) for code in OFTEN]
        others = [each for each in language_choices() if each[0] not in OFTEN]
        self.fields["language"].choices = [
            ("", _("No matter which")), (_("Asked for most"), often), (_("All others"), others),
        ]  # fmt: skip


class SaidOfWhole(EntryForm):
    """What is wrong with a hidden field is said of the whole form: beside the field nobody would see it."""

    def add_error(self, field, error):
        is_hidden = field in self.fields and self.fields[field].widget.is_hidden
        super().add_error(None if is_hidden else field, error)


class AskForm(SaidOfWhole):
    """Whom to ask, which the view found, and how long they may think about it."""

    coordinator = forms.ModelChoiceField(
        label="", queryset=Coordinator.objects.none(), widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("This person is not on the roster any more.")},
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("How many days do they have to answer?"),
        help_text=_("Between 1 and 14. After that the question comes back to you."),
        min_value=1,
        max_value=LONGEST_OFFER,
        initial=5,
    )
    message = TypedText(
        label=_("A word to the coordinator"),
        help_text=_("They read it before they know who it is about: no names, no street, nothing that tells who."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = Coordinator.objects.filter(organisation=self.obj.organisation_id)


class RunningForm(SaidOfWhole):
    """About who is asked, or does it."""

    assignment = forms.ModelChoiceField(
        label="", queryset=Assignment.objects.none(), widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("This is no longer here.")),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.obj.assignments.all()
        self.fields["assignment"].queryset = rows.select_related("case__region", "case__organisation", "case__vault")
        running = rows.filter(state__in=RUNNING).first()
        self.initial.setdefault("assignment", running.pk if running else None)


class WithdrawOfferForm(RunningForm):
    reason = TypedText(
        label=_("Reason"),
        help_text=_("The coordinator does not read it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SaidNoForm(RunningForm):
    ground = forms.ChoiceField(label=_("Why not?"), choices=DeclineGround.choices, widget=forms.RadioSelect)
    reason = TypedText(
        label=_("In their words"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class EndAssignmentForm(RunningForm):
    reason = TypedText(label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    handover = TypedText(
        label=_("What must the next coordinator know?"),
        help_text=_(
            "Whoever comes next reads it, after accepting: who was spoken to, what was agreed, what is still to do."
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
