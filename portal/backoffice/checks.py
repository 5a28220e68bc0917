"""Keeps the side doors of sealed models shut (PROMISES, Side doors): a system check names each one left open."""

from django.apps import apps
from django.core.checks import Error, register
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin
from wagtail.search.index import Indexed
from wagtail.snippets.models import get_snippet_models

from portal.privacy.models import SealedModel

_DOORS = {
    RevisionMixin: ("E001", "revisions store every field in plain"),
    Indexed: ("E002", "a search index stores what it finds in plain"),
    ClusterableModel: ("E003", "a clustered model is serialised whole into other rows"),
}


@register()
def sealed_models_have_no_side_doors(app_configs, **kwargs):
    errors = []
    snippets = get_snippet_models()
    for model in (model for model in apps.get_models() if issubclass(model, SealedModel)):
        for base, (number, why) in _DOORS.items():
            if issubclass(model, base):
                errors.append(_error(model, number, f"is a {base.__name__}: {why}"))
        if not getattr(model, "wagtail_reference_index_ignore", False):
            errors.append(_error(model, "E004", "is in Wagtail's reference index, which stores values in plain"))
        if model in snippets:
            errors.append(_error(model, "E005", "is a snippet: its choosers and reports know no regions"))
    return errors


def _error(model, number, problem):
    return Error(f"{model._meta.label} is sealed and {problem}.", obj=model, id=f"backoffice.{number}")
