from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.accounts import addresses, limits, second_factor  # noqa: F401  (two of them connect signals)

        limits.count_in_database()
        # The viewset that Wagtail reads from its own app when the admin's addresses are made.
        apps.get_app_config("wagtailusers").user_viewset = "portal.accounts.viewsets.StaffViewSet"
        # After the last app that has models, for then every permission exists.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(_sync_roles, sender=last, dispatch_uid="portal.accounts.sync_roles")


def _sync_roles(**kwargs):
    from portal.accounts.roles import sync_roles

    # A half-migrated database lacks permissions; `manage.py sync_roles` and a test say which ones are wrong for good.
    sync_roles()
