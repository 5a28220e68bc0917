"""Who may do what with rows that belong to a region: a role must hold the permission, and the row must be theirs."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from wagtail.permission_policies import BaseDjangoAuthPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy


class ScopedPermissionPolicy(BaseDjangoAuthPermissionPolicy):
    """Asks the user's roles and the model's `visible_to`. Superusers are asked like everybody else."""

    def user_has_permission(self, user, action):
        return user.is_authenticated and user.holds(self._get_permission_name(action))

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action) and self._rows(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        return self._rows(user) if self.user_has_any_permission(user, actions) else self.model.objects.none()

    def users_with_any_permission(self, actions):
        permissions = self._get_permission_objects_for_actions(actions)
        users = get_user_model().objects.filter(is_active=True, groups__permissions__in=permissions)
        return users.distinct()

    def users_with_any_permission_for_instance(self, actions, instance):
        users = self.users_with_any_permission(actions)
        return users.filter(pk__in=[user.pk for user in users if self._rows(user).filter(pk=instance.pk).exists()])

    def _rows(self, user):
        return self.model.objects.visible_to(user)


def register_scoped(model) -> None:
    """Puts the model under the scoped policy; harmless when it is already, an error when another one was first."""
    registered = policy_registry.get_by_type(model, fallback=False)
    if registered is None:
        register_permission_policy(model, ScopedPermissionPolicy(model), exact_class=True)
    elif not isinstance(registered, ScopedPermissionPolicy):
        raise ImproperlyConfigured(f"{model.__name__} has another permission policy than its regions ask for.")
