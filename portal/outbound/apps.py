from django.apps import AppConfig


class OutboundConfig(AppConfig):
    name = "portal.outbound"
    label = "outbound"
    verbose_name = "Outbound"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.outbound import checks  # noqa: F401 - registers itself
