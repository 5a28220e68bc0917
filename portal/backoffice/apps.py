from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "portal.backoffice"
    label = "backoffice"
    verbose_name = "Back-office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.accounts.roles import ADMINISTRATOR, register_role
        from portal.backoffice import checks  # noqa: F401  (registers its check)
        from portal.backoffice.organisations import PERMISSIONS

        register_role(ADMINISTRATOR, permissions=PERMISSIONS)
