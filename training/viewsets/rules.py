"""The rule books of an organisation, for its administrators: read them all, add a version, mend one nobody uses yet."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView

from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.viewsets import ScopedViewSet
from training.models import Candidate, Offer, RuleBook

_ASKED = [
    "valid_from", "conduct", "conduct_months", "trainers_sign", "conferences_before_ek2", "offers", "ended_kept_days",
]  # fmt: skip
_IN_USE_SHORT = _("Candidates began under it")
_IN_USE = _("Candidates began under this version and keep it. Add a new version instead.")


class RuleBookForm(WagtailAdminModelForm):
    """A new version begins as a copy of the newest. It never counts for a day that is over."""

    offers = forms.MultipleChoiceField(
        label=_("What a coordinator gets"), choices=Offer.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RuleBook
        fields = _ASKED

    def __init__(self, *args, for_user, **kwargs):
        super().__init__(*args, for_user=for_user, **kwargs)
        newest = RuleBook.objects.visible_to(for_user).order_by("-version").first()
        if self.instance._state.adding and newest:
            copied = {name: getattr(newest, name) for name in _ASKED if name != "valid_from"}
            self.initial: dict = {**self.initial, **copied}
        self.fields["valid_from"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.for_user = for_user

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose today or a day to come: who began keeps the rules of that day."))
        return day

    def clean(self):
        if not self.instance._state.adding and is_in_use(self.instance):
            raise ValidationError(_IN_USE)
        return super().clean()

    def _post_clean(self):
        # Before the constraints are asked, which speak of organisation and version.
        if self.instance._state.adding:
            own = RuleBook.objects.visible_to(self.for_user)
            self.instance.organisation_id = self.for_user.organisation_id
            self.instance.version = (own.aggregate(newest=Max("version"))["newest"] or 0) + 1
        super()._post_clean()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"organisation", "version"}


class RuleBookIndexView(ScopedIndexView):
    def get_base_queryset(self):
        began = Candidate.objects.filter(rule_book=OuterRef("pk")).order_by()
        return super().get_base_queryset().select_related("organisation").annotate(in_use=Exists(began))

    def get_edit_url(self, instance):
        return None if instance.in_use else super().get_edit_url(instance)


class RuleBookEditView(EditView):
    """Only of a version under which nobody began."""

    def get(self, request, *args, **kwargs):
        if is_in_use(self.get_object()):
            messages.warning(request, _IN_USE)
            return HttpResponseRedirect(reverse(self.index_url_name))
        return super().get(request, *args, **kwargs)


def is_in_use(book: RuleBook) -> bool:
    return Candidate.objects.filter(rule_book=book).exists()


class RuleBookViewSet(ScopedViewSet):
    model = RuleBook
    name = "rule_books"
    url_prefix = "rule-books"
    icon = "clipboard-list"
    menu_label = _("Rules for candidates")
    menu_order = 710
    add_to_admin_menu = True
    screen = gettext_noop("rule books")
    inspect_view_enabled = False
    views = ("add", "edit")
    index_view_class = RuleBookIndexView
    edit_view_class = RuleBookEditView
    ordering = ["-version"]
    list_display = [
        "__str__",
        Column("valid_from", label=_("Valid from"), sort_key="valid_from"),
        Column("get_conduct_display", label=_("Good-conduct document")),
        Column("conduct_months", label=_("Counts for (months)")),
        Column("trainers_sign", label=_("Trainers who sign")),
        Column("conferences_before_ek2", label=_("Conferences before EK2")),
        Column("offers", label=_("What a coordinator gets"), accessor=lambda book: " · ".join(book.offer_labels)),
        Column("in_use", label=_("Candidates"), accessor=lambda book: _IN_USE_SHORT if book.in_use else ""),
    ]

    def get_form_class(self, for_update=False):
        return RuleBookForm
