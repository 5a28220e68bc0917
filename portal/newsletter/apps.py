from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "portal.newsletter"
    label = "newsletter"
    verbose_name = _("Newsletter")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.accounts.roles import ADMINISTRATOR, EDITOR, register_role
        from portal.newsletter.viewset import PERMISSIONS

        for role in (ADMINISTRATOR, EDITOR):
            register_role(role, permissions=PERMISSIONS)
