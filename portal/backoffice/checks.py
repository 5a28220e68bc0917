"""Keeps sealed models out of Wagtail's snippets; their other side doors are watched by `portal.privacy.checks`."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.snippets.models import get_snippet_models

from portal.privacy.models import SealedModel


@register()
def sealed_models_are_no_snippets(app_configs, **kwargs):
    snippets = get_snippet_models()
    return [
        Error(
            f"{model._meta.label} is sealed and a snippet: its choosers and reports know no regions.",
            obj=model,
            id="backoffice.E001",
        )
        for model in apps.get_models()
        if issubclass(model, SealedModel) and model in snippets
    ]
