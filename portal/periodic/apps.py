from django.apps import AppConfig


class PeriodicConfig(AppConfig):
    name = "portal.periodic"
    label = "periodic"
    verbose_name = "Periodic work"
    default_auto_field = "django.db.models.BigAutoField"
