"""Every address that the resolver knows, filled in for one row, so that a test can knock at each of them."""

import uuid
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils.regex_helper import normalize


class Address(NamedTuple):
    path: str
    name: str  # with its namespaces, as `reverse` takes it
    takes_arguments: bool


def addresses(obj=None) -> Iterator[Address]:
    """Every address, with `obj` in each place that takes a key, a reference, a model or a content type."""
    yield from _walk(get_resolver().url_patterns, prefix="/", namespace="", filling=_Filling(obj), has_arguments=False)


def _walk(patterns, *, prefix, namespace, filling, has_arguments):
    for entry in patterns:
        route, more = _route(entry.pattern, filling)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(
                entry.url_patterns,
                prefix=prefix + route,
                namespace=inner,
                filling=filling,
                has_arguments=has_arguments or more,
            )
        elif isinstance(entry, URLPattern):
            yield Address(prefix + route, f"{namespace}{entry.name or entry.lookup_str}", has_arguments or more)


def _route(pattern, filling) -> tuple[str, bool]:
    """The text of one pattern with its arguments filled in, and whether it had any."""
    if isinstance(pattern, LocalePrefixPattern):
        return pattern.language_prefix, False
    if isinstance(pattern, RoutePattern):
        text = pattern._route
        for name, converter in pattern.converters.items():
            kind = f"<{_kind_in(text, name)}{name}>"
            text = text.replace(kind, str(converter.to_url(filling.value(name, converter))))
        return text, bool(pattern.converters)
    assert isinstance(pattern, RegexPattern)
    template, names = normalize(pattern._regex)[0]
    values = {name: filling.value(name, None) for name in names}
    return template % values, bool(names)


def _kind_in(route, name):
    """The "uuid:" of <uuid:pk>; nothing for <pk>."""
    return route.split(f"{name}>")[0].rsplit("<", 1)[1]


class _Filling:
    """What stands for each argument: by its name, else by the kind of text that it takes."""

    def __init__(self, obj):
        self.obj = obj
        opts = obj._meta if obj is not None else None
        self.by_name = {
            "app_label": opts.app_label if opts else "intake",
            "model_name": opts.model_name if opts else "referral",
            "content_type_app_name": opts.app_label if opts else "intake",
            "content_type_model_name": opts.model_name if opts else "referral",
            "content_type_app_label": opts.app_label if opts else "intake",
            "content_type_id": ContentType.objects.get_for_model(obj).pk if obj is not None else 1,
            "reference": str(getattr(obj, "reference", "XXXXXX")),
        }

    def value(self, name, converter):
        if name in self.by_name:
            return self.by_name[name]
        if converter is not None and converter.regex == "[0-9]+":
            return self.obj.pk if self.obj is not None and isinstance(self.obj.pk, int) else 1
        return self.obj.pk if self.obj is not None else uuid.UUID(int=1)
