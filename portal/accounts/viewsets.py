"""Staff accounts in the admin's settings: made, given roles and switched off by their own administrator."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import users

from portal.accounts import roles
from portal.accounts.addresses import forget_addresses
from portal.accounts.models import User

# Who handled cases stays named in their history: an account is switched off, never deleted. Nor is it copied.
_WITHOUT = ("delete", "copy", "usage")


class _StaffForm:
    """Without Wagtail's "administrator" tick: it makes a superuser, whom no role binds. Without a password: people

    choose their own, after the mail that proves the address theirs. `by` is who fills it in: an account belongs to
    their organisation; only a superuser, who has none, chooses it.
    """

    error_messages: ClassVar = UserCreationForm.error_messages | {
        "duplicate_username": _("There is already an account with this e-mail address."),
    }
    field_order: ClassVar = ["email", "first_name", "last_name", "organisation", "groups", "is_active"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields.pop("is_superuser", None)
        if by.is_superuser:
            self.fields["organisation"].required = True
        else:
            del self.fields["organisation"]
        groups = self.fields["groups"]
        groups.label = _("Roles")
        groups.queryset = groups.queryset.filter(name__in=roles.roles())
        groups.label_from_instance = roles.label_of

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_groups(self):
        """Whoever gives out the roles opens no case (PROMISES, Privacy): not with two roles, not with one's own."""
        groups = self.cleaned_data["groups"]
        if self.instance == self.by and set(groups) != set(self.instance.groups.all()):
            raise ValidationError(_("You cannot change your own roles. Ask another administrator."))
        names = {group.name for group in groups}
        if roles.COACH in names and len(names) > 1:
            raise ValidationError(
                _("A coach has no other role: what a volunteer opens to their coach is not for staff. Choose one.")
            )
        if {roles.ADMINISTRATOR, roles.MANAGER} <= names:
            raise ValidationError(
                _("Nobody can be both administrator and regional manager. Choose one of these two roles.")
            )
        return groups


class StaffCreationForm(_StaffForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields - {"is_superuser"}) | {"organisation"}

    def save(self, commit=True):
        self.instance.set_unusable_password()
        if not self.by.is_superuser:
            self.instance.organisation_id = self.by.organisation_id
        return super().save(commit)


class StaffEditForm(_StaffForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields - {"is_superuser"}) | {"organisation"}

    def save(self, commit=True):
        user = super().save(commit)
        if commit and "email" in self.changed_data and user.email != self.initial["email"]:
            forget_addresses(user)
        return user


class _OwnStaff:
    """Goes before a view of one account: a foreign one is not there (404), whatever the address."""

    def get_object(self, queryset=None):
        return get_object_or_404(User.objects.visible_to(self.request.user), pk=self.kwargs[self.pk_url_kwarg])


class StaffIndexView(users.IndexView):
    """Without ticks for many at once: roles and access are given one by one, where the form can refuse."""

    @cached_property
    def columns(self):
        return [
            column
            for column in super().columns
            if not isinstance(column, BulkActionsCheckboxColumn) and column.name != "is_superuser"
        ]

    def get_base_queryset(self):
        return User.objects.visible_to(self.request.user).select_related("wagtail_userprofile")

    def get_delete_url(self, instance):
        return None


class StaffCreateView(users.CreateView):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser and request.user.organisation_id is None:
            raise PermissionDenied  # the new account would belong to nobody
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}


class StaffEditView(_OwnStaff, users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}


class StaffHistoryView(_OwnStaff, users.HistoryView):
    pass


class StaffViewSet(users.UserViewSet):
    """Wagtail's, with our fields on one plain form, for the accounts of one's own organisation."""

    index_template_name = "wagtailadmin/generic/index.html"
    create_template_name = "wagtailadmin/generic/form.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    history_view_class = StaffHistoryView
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**kwargs) | {"delete_url_name": None, "usage_url_name": None}

    def get_urlpatterns(self):
        return [each for each in super().get_urlpatterns() if each.name not in _WITHOUT]
