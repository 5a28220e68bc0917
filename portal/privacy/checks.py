"""System checks: keys that cannot work, fields without a label, and side doors of sealed models."""

from collections import defaultdict

from django.apps import apps
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin
from wagtail.search.index import Indexed

from portal.privacy import keys
from portal.privacy.fields import SealedField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.privacy.register import labelled_fields, our_models, written_labels

_SIDE_DOORS = {
    RevisionMixin: "revisions keep its content in plain",
    Indexed: "the search index keeps its content in plain",
    ClusterableModel: "clusters are serialised in plain",
}


def check_key_encryption_keys(app_configs, **kwargs):
    """Explains a malformed KEY_ENCRYPTION_KEYS; never shows a key."""
    try:
        keys.key_encryption_keys()
    except ImproperlyConfigured as error:
        return [
            Error(str(error), hint="name:key, newest first; a key is 32 bytes in urlsafe base64.", id="privacy.E001")
        ]
    return []


def check_labels(app_configs, **kwargs):
    """Every field of ours is sealed or labelled."""
    return [error for model in our_models() for error in _label_errors(model)]


def check_sealed_models(app_configs, **kwargs):
    """Sealed fields live on sealed models, and those shut their side doors."""
    models = apps.get_models()
    errors = [error for model in models for error in _door_errors(model)]
    by_name = defaultdict(list)
    for model in models:
        if issubclass(model, SealedModel) and not model._meta.proxy:
            by_name[getattr(model, "sealed_as", "")].append(model)
    for name, sharers in by_name.items():
        if not name:
            errors += [Error(f"{m._meta.label} needs a fixed `sealed_as`.", obj=m, id="privacy.E011") for m in sharers]
        elif len(sharers) > 1:
            labels = ", ".join(model._meta.label for model in sharers)
            errors.append(Error(f"{labels} are all sealed as “{name}”: each needs its own name.", id="privacy.E012"))
    return errors


def _label_errors(model):
    written = written_labels(model)
    fields = {field.name: field for field in labelled_fields(model)}
    for name, field in fields.items():
        label = f"{model._meta.label}.{name}"
        if isinstance(field, SealedField):
            if name in written:
                yield Error(f"{label} is sealed and cannot have a label too.", obj=model, id="privacy.E003")
        elif name not in written:
            yield Error(
                f"{label} has no sensitivity label.",
                hint=f'Seal it, or say in {model.__name__}.SENSITIVITY why it may be plain: "{name}": Plain.…',
                obj=model,
                id="privacy.E002",
            )
        elif written[name] not in set(Plain):
            yield Error(f"{label}: there is no label “{written[name]}”.", obj=model, id="privacy.E004")
    own = vars(model).get("SENSITIVITY", {})
    for name in set(own) - {field.name for field in model._meta.get_fields()}:
        yield Error(f"{model._meta.label} labels “{name}”, which is not a field.", obj=model, id="privacy.E005")


def _door_errors(model):
    sealed = {field.name for field in model._meta.local_fields if isinstance(field, SealedField)}
    if not issubclass(model, SealedModel):
        if sealed:
            yield Error(f"{model._meta.label} has sealed fields and is no SealedModel.", obj=model, id="privacy.E013")
        return
    for door, reason in _SIDE_DOORS.items():
        if issubclass(model, door):
            yield Error(f"{model._meta.label} must not be {door.__name__}: {reason}.", obj=model, id="privacy.E014")
    if not model.wagtail_reference_index_ignore:
        yield Error(f"{model._meta.label} must stay out of the reference index.", obj=model, id="privacy.E014")
    if sealed & set(getattr(model.__str__, "__code__", _door_errors.__code__).co_names):
        yield Error(
            f"{model._meta.label}.__str__ reads a sealed field: logs and lists show it. Return a reference.",
            obj=model,
            id="privacy.E015",
        )
