"""Staff accounts in the admin's settings."""

from wagtail.users.views.users import UserViewSet

from portal.accounts.forms import StaffCreationForm, StaffEditForm


class StaffViewSet(UserViewSet):
    """Wagtail's, with our fields on one plain form."""

    create_template_name = "wagtailadmin/generic/form.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
