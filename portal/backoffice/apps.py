from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "portal.backoffice"
    label = "backoffice"
    verbose_name = "Back-office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.backoffice import checks  # noqa: F401  (registers its check)
