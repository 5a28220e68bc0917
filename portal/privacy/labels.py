"""Sensitivity labels: every field of ours is sealed or says why it may stand in plain (PROMISES, Privacy).

A model writes `SENSITIVITY = {"state": Plain.STATE, …}` for its plain fields; labels of its bases count too. Sealed
fields label themselves. A system check names what is missing; the register of processing is made from the labels.
`portal.organisations` stands below this app and writes the values as text ("wording").
"""

from enum import StrEnum

from django.apps import apps
from django.db import models

from portal.privacy.fields import SealedField

OUR_APPS = frozenset(
    ["accounts", "organisations", "privacy", "workflow", "outbound", "intake", "cms_pages", "training", "demo"]
)
SEALED = "sealed"


class Plain(StrEnum):
    """Why a field may stand in plain."""

    KEY = "key"  # identifies or refers to a row: ids, foreign keys, references
    STATE = "state"  # where something is on its track, a model, a channel, a verdict, a yes or no
    PLACE = "place"  # region, country, postcode area; never an address
    TIME = "time"  # when something happened, is due or ends
    COUNT = "count"  # an amount, an age limit, a number of times
    WORDING = "wording"  # written to be published
    CONTACT = "contact"  # published contact data of an organisation
    LANGUAGE = "language"
    TECHNICAL = "technical"  # hashes, wrapped keys, digests, versions, settings
    NAMED_EXCEPTION = "named exception"  # personal, and plain because PROMISES names it


def sensitivity(model: type[models.Model]) -> dict[str, str]:
    """Label by field name for one model: a `Plain`, or "sealed". Unlabelled fields are absent."""
    labels: dict[str, str] = {}
    for base in reversed(model.__mro__):
        labels |= {name: Plain(label) for name, label in vars(base).get("SENSITIVITY", {}).items()}
    return labels | {field.name: SEALED for field in labelled_fields(model) if isinstance(field, SealedField)}


def our_models() -> list[type[models.Model]]:
    """The models whose fields need a label."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS and not model._meta.proxy and model._meta.managed
    ]


def labelled_fields(model) -> list[models.Field]:
    """The fields of a model that are ours to label: not the link to a parent, nor what the page base brings along."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [
        field
        for field in fields
        if not (field.is_relation and getattr(field.remote_field, "parent_link", False))
        and not _from_page_base(model, field)
    ]


def _from_page_base(model, field):
    if not any(base.__module__ == "wagtail.models.pages" and base.__name__ == "Page" for base in model.__mro__):
        return False
    bases = [base for base in model.__mro__ if base.__module__.startswith(("wagtail.", "modelcluster."))]
    return any(
        field.name in {inherited.name for inherited in base._meta.get_fields()}
        for base in bases
        if hasattr(base, "_meta")
    )
