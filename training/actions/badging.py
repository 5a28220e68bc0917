"""Giving the certificate as a file that machines can check (Open Badges 3.0), and the keys that sign it."""

import hashlib

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.organisations.models import Organisation
from portal.workflow.moves import NotAllowed, NotPossible, lock
from training.badges import credential, given_badges, new_key, signed, status_list
from training.models import Certificate, GivenBadge, IssuerKey

# So long the signed list of what counts no more is given out again, when nothing in it changed.
LIST_KEPT = 10 * 60  # seconds


@transaction.atomic
def give_badge(certificate: Certificate, *, by) -> str:
    """The certificate as a signed file, for its owner. To be called while looking at it.

    Raises NotAllowed for anybody else, NotPossible for one that counts no more.
    """
    lock(certificate)
    if not certificate.belongs_to(by):
        raise NotAllowed(f"{certificate.pk} is not of {by!r}.")
    if not certificate.counts:
        raise NotPossible(_("This certificate counts no more."))
    organisation = certificate.coordinator.organisation
    badge, _is_new = GivenBadge.objects.get_or_create(certificate=certificate, defaults={"organisation": organisation})
    said = credential(certificate, email=by.email, place=badge.pk)
    return signed(said, key=_first_key(organisation))


def badges_that_count_no_more(organisation: Organisation) -> str | None:
    """The organisation's list of them, signed; also what belonged to somebody who was erased.

    None as long as it gave none. It is always of this moment; it is signed anew when it changed, and now and then.
    """
    key = newest_key(organisation)
    if key is None:
        return None
    given = given_badges(organisation)
    counting = Certificate.objects.counting().values("pk")
    places = list(given.exclude(certificate__in=counting).order_by("pk").values_list("pk", flat=True))
    longest = given.aggregate(longest=Max("pk"))["longest"] or 0
    what = f"{organisation.site.root_url} {key.name} {longest} {places}"
    kept_as = f"badges:{organisation.pk}:{hashlib.sha256(what.encode()).hexdigest()}"
    found = cache.get(kept_as)
    if found is None:
        found = signed(status_list(organisation, revoked=places, longest=longest), key=key)
        cache.set(kept_as, found, LIST_KEPT)
    return found


@transaction.atomic
def renew_key(organisation: Organisation) -> IssuerKey:
    """A new key, which signs from now on. The older ones stay published: what they signed goes on counting."""
    _lock_for_keys(organisation)
    return _save_new_key(organisation)


def newest_key(organisation: Organisation) -> IssuerKey | None:
    """The one that signs."""
    return IssuerKey.objects.filter(organisation=organisation).select_related("organisation__site").first()


def _first_key(organisation):
    """The newest, or one that is made now, once, however many ask for it."""
    if found := newest_key(organisation):
        return found
    _lock_for_keys(organisation)
    return newest_key(organisation) or _save_new_key(organisation)


def _lock_for_keys(organisation):
    """What else is written about the organisation goes on meanwhile."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _save_new_key(organisation):
    made = new_key(organisation)
    made.save(force_insert=True)
    return made
