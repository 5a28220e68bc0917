"""Rules of a tracked row that the database keeps."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.workflow.references import LENGTH, SIGNS


def one_of(field: str, choices: type[models.TextChoices], *, name: str, blank: bool = False) -> models.CheckConstraint:
    """The database refuses a word that is not in the list."""
    values = [*choices.values, *([""] if blank else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=name, violation_error_message=_("Choose one of the list.")
    )


def is_a_language(field: str, *, name: str) -> models.CheckConstraint:
    """The database refuses a language that the portal does not speak."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [code for code, _name in settings.LANGUAGES]}),
        name=name,
        violation_error_message=_("Choose one of the list."),
    )


def is_a_reference(field: str, *, name: str) -> models.CheckConstraint:
    """The database refuses what cannot be a reference."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__regex": f"^[{SIGNS}]{{{LENGTH}}}$"}),
        name=name,
        violation_error_message=_("This is not a reference."),
    )
