"""What staff write at a plan: back to the circle, what was decided on paper, codes. No word of the plan itself."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.actions.giving import may_get_code
from intake.forms.fields import LINE_LENGTH, TypedText
from intake.forms.plan import LONGEST_REASON, Named, RecipientFields, RefusalFields
from intake.models import Acceptor, Participant, RecipientCode, VerdictAbout
from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import DayField


class PlanReasonForm(EntryForm):
    reason = TypedText(label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class SaidOnPaperForm(EntryForm):
    """Who decided, and on which day."""

    said_by = forms.CharField(label=_("Who decided?"), max_length=LINE_LENGTH)

    def show(self):
        acceptor = Acceptor.objects.filter(case=self.obj).first()
        if acceptor is not None:
            self.initial.setdefault("said_by", acceptor.name)


class PaperVerdictForm(RefusalFields, SaidOnPaperForm):
    """One of the three questions, as it stands on paper."""

    about = forms.ChoiceField(label=_("Which question?"), choices=VerdictAbout.choices, widget=forms.RadioSelect)
    said_on = DayField(label=_("On which day?"), initial=timezone.localdate)

    field_order = ("about", "holds", "said_by", "said_on", "ground", "requirement", "reason", "acceptable")

    def __init__(self, *args: Any, obj, **kwargs: Any):
        super().__init__(*args, obj=obj, requirements=list(obj.minimumrequirements.all()), **kwargs)

    def show(self):
        super().show()
        self.name_requirements()


class PaperAcceptForm(SaidOnPaperForm):
    accepted_on = DayField(label=_("On which day?"), initial=timezone.localdate)


class OfCode(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        whose = obj.participant.name if obj.participant else _("Who must accept the plan")
        return f"{whose} ({obj.made_at:%d-%m-%Y})"


class RevokeForm(EntryForm):
    code = OfCode(
        label=_("Whose code?"), queryset=RecipientCode.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.obj.recipientcodes.filter(revoked_at__isnull=True).select_related("participant")
        self.fields["code"].queryset = rows


class GiveBenchForm(RecipientFields, EntryForm):
    """As the coordinator's, by staff."""

    def __init__(self, *args: Any, obj, **kwargs: Any):
        super().__init__(*args, obj=obj, people=may_get_code(obj), **kwargs)


class NamedOne(forms.ModelChoiceField):
    label_from_instance = Named.label_from_instance


class NewCodeForm(EntryForm):
    participant = NamedOne(
        label=_("For whom?"), queryset=Participant.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = may_get_code(self.obj)
