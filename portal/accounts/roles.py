"""Roles of staff, and what each may do. Code says it; the database follows (`sync_roles`).

A role is an auth Group. Upper apps add what their own permissions mean to a role, in `AppConfig.ready()`:

    roles.register_role("manager", permissions=["intake.accept_referral"])
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ADMINISTRATOR, EDITOR, MANAGER, TRAINER, COACH = "administrator", "editor", "manager", "trainer", "coach"
_ENTER_ADMIN = "wagtailadmin.access_admin"
_PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page"]
_FILE_PERMISSIONS = [
    f"{app}.{verb}_{model}"
    for app, model in [("wagtailimages", "image"), ("wagtaildocs", "document")]
    for verb in ["add", "change", "choose"]
]
# Wagtail's first migration brings two example groups. Rights come from our roles only.
_EXAMPLE_GROUPS = ["Moderators", "Editors"]


@dataclass
class Role:
    name: str
    label: str
    permissions: set[str] = field(default_factory=set)


_roles: dict[str, Role] = {}


def register_role(name: str, label=None, permissions=()) -> Role:
    """Makes a role known, or gives a known one more permissions ("app.codename"); who comes first does not matter."""
    role = _roles.setdefault(name, Role(name, label or name))
    if label:
        role.label = label
    role.permissions.update(permissions)
    return role


def roles() -> dict[str, Role]:
    """The registered roles by name."""
    return dict(_roles)


def label_of(group: Group):
    """The role's name for people, in their language; the group's own name when it is no role."""
    return _roles[group.name].label if group.name in _roles else group.name


@transaction.atomic
def sync_roles() -> list[str]:
    """Makes every role a group with exactly the registered permissions; returns the permissions that do not exist.

    Permissions given by hand to a role's group are taken away again: what a role may do is written in one place.
    """
    wanted = {codename for role in _roles.values() for codename in role.permissions}
    found = _permissions(wanted)
    for role in _roles.values():
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set([found[codename] for codename in role.permissions if codename in found])
    Group.objects.filter(name__in=_EXAMPLE_GROUPS, user=None).delete()
    return sorted(wanted - found.keys())


@transaction.atomic
def open_site_to_editors() -> None:
    """Lets editors write and publish every page and use every picture and document. For who fills a new site."""
    group, _created = Group.objects.get_or_create(name=EDITOR)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=_PAGE_PERMISSIONS):
        for page in Page.objects.filter(depth=1):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    for permission in _permissions(_FILE_PERMISSIONS).values():
        for collection in Collection.objects.filter(depth=1):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _permissions(codenames) -> dict[str, Permission]:
    pairs = [codename.split(".") for codename in codenames]
    matches = Q(pk__in=[])
    for app, codename in pairs:
        matches |= Q(content_type__app_label=app, codename=codename)
    found = Permission.objects.filter(matches).select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}": each for each in found}


register_role(
    ADMINISTRATOR,
    _("administrator"),
    [
        _ENTER_ADMIN,
        # Never "delete": an account is switched off. No sites: they reach over the border of an organisation.
        *[f"accounts.{verb}_user" for verb in ["add", "change", "view"]],
    ],
)
register_role(
    EDITOR,
    _("editor"),
    [_ENTER_ADMIN, "wagtail_localize.submit_translation"],
)
register_role(MANAGER, _("regional manager"), [_ENTER_ADMIN])
register_role(TRAINER, _("trainer"), [_ENTER_ADMIN])
# A coach works in the account area, as the volunteers do whom they coach; the admin stays shut (DESIGN §1).
register_role(COACH, _("coach"))
