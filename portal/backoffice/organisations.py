"""What an administrator keeps of the own organisation: its data and promises, help lines, regions and postcodes."""

from typing import ClassVar

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup

from portal.backoffice.viewsets import ScopedViewSet
from portal.organisations.models import HelpLine, Organisation, Postcode, Region


class OwnForm(WagtailAdminModelForm):
    """Offers only people and regions of the user's own organisation, and makes new rows its own."""

    def __init__(self, *args, for_user, **kwargs):
        super().__init__(*args, for_user=for_user, **kwargs)
        self.user = for_user
        for field in self.fields.values():
            queryset = getattr(field, "queryset", None)
            if queryset is None:
                continue
            if queryset.model is get_user_model():
                # Nobody gives themselves a region: whoever keeps the accounts opens no case (PROMISES, Privacy).
                field.queryset = queryset.filter(
                    organisation=for_user.organisation_id, groups__name="manager", is_active=True
                ).exclude(pk=for_user.pk)
            elif queryset.model is Region:
                field.queryset = Region.objects.visible_to(for_user)

    def _post_clean(self):
        # Before the constraints are asked, which speak of the organisation.
        if self.instance._state.adding and hasattr(self.instance, "organisation_id"):
            self.instance.organisation_id = self.user.organisation_id
        if self.instance._state.adding and isinstance(self.instance, Postcode):
            self.instance.country = self.user.organisation.country
        super()._post_clean()

    def _get_validation_exclusions(self):
        # Set above, not asked in the form, and still part of what must be unique.
        return super()._get_validation_exclusions() - {"organisation", "country"}


class _SettingsViewSet(ScopedViewSet):
    inspect_view_enabled = False
    views: tuple[str, ...] = ("edit",)
    screen = gettext_noop("settings")
    add_to_admin_menu = False

    def get_form_class(self, for_update=False):
        form_class = super().get_form_class(for_update)
        return type(form_class.__name__, (OwnForm, form_class), {"Meta": form_class.Meta})


class OrganisationViewSet(_SettingsViewSet):
    model = Organisation
    name = "organisations"
    icon = "home"
    menu_label = _("Data and promises")
    list_display: ClassVar = ["name", "telephone", "email"]
    form_fields: ClassVar = [
        "name",
        "legal_name",
        "address",
        "telephone",
        "referral_telephone",
        "email",
        "mail_name",
        "website",
        "leave_to",
        "start_within_days",
        "answers_within_days",
        "active_cases_per_coordinator",
        "hour_fee",
        "kilometre_fee",
        "free_for_families",
        "child_joins_from",
        "child_decides_from",
        "unagreed_kept_days",
    ]


class HelpLineViewSet(_SettingsViewSet):
    model = HelpLine
    name = "help_lines"
    icon = "help"
    menu_label = _("Help lines")
    views = ("add", "edit", "delete")
    list_display: ClassVar = ["number", Column("get_kind_display", label=_("Kind")), "name"]
    form_fields: ClassVar = ["kind", "name", "number", "round_the_clock", "free_of_charge"]


class RegionViewSet(_SettingsViewSet):
    model = Region
    name = "regions"
    icon = "site"
    menu_label = _("Regions")
    views = ("add", "edit")
    list_display: ClassVar = ["name", "manager", "deputy"]
    list_select_related = ("manager", "deputy")
    export_columns: ClassVar = [(_("Region"), "name"), (_("Regional manager"), "manager"), (_("Deputy"), "deputy")]
    form_fields: ClassVar = ["name", "slug", "manager", "deputy"]


class PostcodeViewSet(_SettingsViewSet):
    model = Postcode
    name = "postcodes"
    icon = "list-ul"
    menu_label = _("Postcodes")
    views = ("add", "edit")
    list_display: ClassVar = ["code", "place", "province", "region"]
    list_select_related = ("region",)
    list_filter: ClassVar = ["region", "province"]
    export_columns: ClassVar = [
        (_("Postcode"), "code"),
        (_("Place"), "place"),
        (_("Province"), "province"),
        (_("Region"), "region"),
    ]
    export_order = "code"
    form_fields: ClassVar = ["code", "place", "province", "region"]

    search_label = _("Postcode or place")
    nothing_found = _("Nothing found.")

    def search(self, text, user):
        return Q(code__startswith=text.strip()) | Q(place__icontains=text.strip())


class OrganisationGroup(ViewSetGroup):
    """Under one heading in the menu, for administrators."""

    menu_label = _("Organisation")
    menu_icon = "home"
    menu_order = 700
    items = (OrganisationViewSet, HelpLineViewSet, RegionViewSet, PostcodeViewSet)


PERMISSIONS = [
    f"organisations.{verb}_{model}"
    for model, verbs in {
        "organisation": ["view", "change"],
        "helpline": ["view", "add", "change", "delete"],
        "region": ["view", "add", "change"],
        "postcode": ["view", "add", "change"],
    }.items()
    for verb in verbs
]
