from django.apps import AppConfig


class SpamConfig(AppConfig):
    name = "portal.spam"
    label = "spam"
    verbose_name = "Spam"
    default_auto_field = "django.db.models.BigAutoField"
