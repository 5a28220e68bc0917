"""Blind search: find a row by a name, an e-mail address or a telephone number without opening anything.

Every word, address and number is kept only as a keyed digest (HMAC-SHA256) under a key of its organisation and kind.
Whole words only: digests of parts would tell too much.
"""

import hmac
import uuid
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_noop

from portal.privacy import folding
from portal.privacy.looking import looking_all
from portal.privacy.models import PurposeKey, SealedModel, SearchKey, SearchToken

Kind = SearchKey.Kind
_registry: dict[type[SealedModel], Callable[[SealedModel], dict]] = {}
_SCREEN = gettext_noop("rebuilding the search")
_BATCH = 500
# Every term is one more question to the database: enough to find anybody, too few to keep it from everybody else.
_LONGEST_QUERY = 200
_MOST_TERMS = 8


def register(model: type[SealedModel], values_function: Callable[[SealedModel], dict]) -> None:
    """Says how to rebuild a model's tokens: the function gives the keyword arguments of `index` for one row."""
    _registry[model] = values_function


def index(obj: SealedModel, *, organisation, names=(), emails=(), telephones=()) -> None:
    """Replaces what `obj` can be found by. Empty values are passed over."""
    with transaction.atomic():
        keys = keys_of(organisation)
        made = tokens(obj, organisation=organisation, keys=keys, names=names, emails=emails, telephones=telephones)
        SearchToken.objects.filter(what=obj.sealed_as, object_id=obj.pk).delete()
        SearchToken.objects.bulk_create(made, ignore_conflicts=True)  # the same row indexed twice at once


def tokens(obj: SealedModel, *, organisation, keys, names=(), emails=(), telephones=()) -> list[SearchToken]:
    """The unsaved tokens of `obj`, under the organisation's `keys`: for who stores those of many rows at once."""
    values = {
        Kind.NAME: {word for name in names for word in folding.name_words(name or "")},
        Kind.EMAIL: {folding.email_address(email or "") for email in emails} - {""},
        Kind.TELEPHONE: {folding.telephone_number(number or "", organisation.country) for number in telephones} - {""},
    }
    return [
        SearchToken(
            organisation=organisation,
            kind=kind,
            digest=_digest(keys[kind], value),
            what=obj.sealed_as,
            object_id=obj.pk,
        )
        for kind, wanted in values.items()
        for value in sorted(wanted)
    ]


def keys_of(organisation) -> dict[str, bytes]:
    """The organisation's search keys by kind, made where they are missing."""
    found = {key.kind: key for key in SearchKey.objects.filter(organisation=organisation)}
    for kind in set(Kind.values) - set(found):
        made = SearchKey(organisation=organisation, kind=kind).fill()
        found[kind], _created = SearchKey.objects.get_or_create(
            organisation=organisation,
            kind=kind,
            defaults={"wrapped_key": made.wrapped_key, "key_name": made.key_name},
        )
    return {kind: key.data_key() for kind, key in found.items()}


def digest_of_address(address: str, *, organisation, purpose: str) -> bytes:
    """What tells one e-mail address from another within an organisation, so that a constraint can hold it to be once.

    Under a key of its `purpose`: it matches no search token, and nothing of another purpose.
    """
    key = PurposeKey.objects.key_for(f"address {purpose}")
    compared = folding.email_address(address) or address.casefold()
    return _digest(key, f"{organisation.pk}|{compared}")


def forget(obj: SealedModel) -> None:
    """Takes away what `obj` can be found by."""
    SearchToken.objects.filter(what=obj.sealed_as, object_id=obj.pk).delete()


def matching(model: type[SealedModel], text: str, *, organisations: Iterable) -> QuerySet:
    """The ids of the model's rows that match all of `text`, as a query to filter by: `filter(pk__in=matching(…))`.

    Every word must be a whole word of one of the names; an e-mail address or telephone number in the text must match
    too, the number read as Dutch or as Belgian. Nothing to search for matches nothing. `organisations`: rows or ids.
    Of a long text only the beginning counts, and there what tells people apart best: the rest is passed over.
    """
    return _narrowed(model, _wanted(text), _data_keys(organisations))


def matching_any(model: type[SealedModel], texts: Iterable[str], *, organisations: Iterable) -> QuerySet:
    """The ids of the model's rows that match one of the `texts` whole, as for `matching`; all in one query."""
    by_kind = _data_keys(organisations)
    found = [_narrowed(model, wanted, by_kind) for text in texts if (wanted := _wanted(text))]
    return found[0].union(*found[1:]) if found else SearchToken.objects.none().values_list("object_id", flat=True)


def find(model: type[SealedModel], text: str, *, organisations: Iterable) -> set[uuid.UUID]:
    """The ids that `matching` finds."""
    return set(matching(model, text, organisations=organisations))


def rebuild() -> int:
    """Makes the tokens of every registered model anew and drops those without a row; how many rows were indexed.

    Search keeps working meanwhile. Each row is opened by the system, which the access log says.
    """
    done = 0
    for model, values_function in _registry.items():
        for batch in _batches(model):
            with looking_all(batch, by=None, screen=_SCREEN):
                for obj in batch:
                    index(obj, **values_function(obj))
            done += len(batch)
        rows = model._base_manager.values("pk")
        SearchToken.objects.filter(what=model.sealed_as).exclude(object_id__in=rows).delete()
    return done


def _data_keys(organisations) -> dict[str, list[bytes]]:
    keys = SearchKey.objects.filter(organisation__in=list(organisations))
    return {kind: [key.data_key() for key in keys if key.kind == kind] for kind in Kind}


def _narrowed(model, wanted, by_kind):
    """Rows that have a token for each of what is `wanted`."""
    found = SearchToken.objects.filter(what=model.sealed_as).values_list("object_id", flat=True).distinct()
    if not wanted:
        return found.none()
    for place, (kind, values) in enumerate(wanted):
        digests = [_digest(key, value) for key in by_kind[kind] for value in values]
        if place == 0:
            found = found.filter(kind=kind, digest__in=digests)
            continue
        found = found.filter(
            Exists(
                SearchToken.objects.filter(
                    what=OuterRef("what"), object_id=OuterRef("object_id"), kind=kind, digest__in=digests
                )
            )
        )
    return found


def _wanted(text):
    """What to look for, rarest first: addresses, numbers, then words, each the longest first."""
    if len(text) > _LONGEST_QUERY:
        text = text[:_LONGEST_QUERY]
        text = (text.rsplit(maxsplit=1) or [""])[0]  # no half words
    words, emails, numbers = (
        sorted(set(found), key=lambda one: (-len(one), one)) for found in folding.split_query(text)
    )
    wanted = [(Kind.EMAIL, {email}) for email in emails]
    wanted += [(Kind.TELEPHONE, folding.telephone_numbers(number)) for number in numbers]
    wanted += [(Kind.NAME, {word}) for word in words]
    return wanted[:_MOST_TERMS]


def _batches(model: type[SealedModel]):
    """All rows in batches by key, so that no cursor stays open while tokens are written."""
    rows = model._base_manager.select_related("vault").order_by("pk")
    batch = list(rows[:_BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:_BATCH])


def _digest(key: bytes, value: str) -> bytes:
    return hmac.digest(key, value.encode(), "sha256")
