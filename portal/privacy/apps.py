from django.apps import AppConfig
from django.core.checks import register


class PrivacyConfig(AppConfig):
    name = "portal.privacy"
    label = "privacy"
    verbose_name = "Privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.privacy import checks  # after the models

        register(checks.check_key_encryption_keys)
        register(checks.check_sealed_models)
        register(checks.check_labels)
