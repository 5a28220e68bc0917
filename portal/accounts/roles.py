"""Roles of staff and what each may do."""


def register_role(name, label, permissions=()):
    """Make a role known, or give a known one more permissions."""


def sync_roles():
    """Make the auth groups and their permissions as registered."""
