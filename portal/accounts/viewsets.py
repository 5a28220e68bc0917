"""Staff accounts in the admin's settings: made, given roles and switched off by an administrator."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from portal.accounts import roles


class _StaffForm:
    """Without Wagtail's "administrator" tick: it makes a superuser, whom no role binds. Without a password: people

    choose their own, after the mail that proves the address theirs.
    """

    error_messages: ClassVar = UserCreationForm.error_messages | {
        "duplicate_username": _("There is already an account with this e-mail address."),
    }
    field_order: ClassVar = ["email", "first_name", "last_name", "organisation", "groups", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        groups = self.fields["groups"]
        groups.label = _("Roles")
        groups.queryset = groups.queryset.filter(name__in=roles.roles())
        groups.label_from_instance = roles.label_of

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class StaffCreationForm(_StaffForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields - {"is_superuser"}) | {"organisation"}

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class StaffEditForm(_StaffForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields - {"is_superuser"}) | {"organisation"}


class StaffViewSet(UserViewSet):
    """Wagtail's, with our fields on one plain form."""

    create_template_name = "wagtailadmin/generic/form.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
