"""Giving the certificate as a file that machines can check (Open Badges 3.0); its keys are made on first use."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.organisations.models import Organisation
from portal.workflow.moves import NotAllowed, NotPossible
from training.badges import credential, given_badges, new_key, signed, status_list
from training.coordinator_states import CertificateState
from training.models import Certificate, GivenBadge, IssuerKey


@transaction.atomic
def give_badge(certificate: Certificate, *, by) -> str:
    """The certificate as a signed file, for its owner. To be called while looking at it.

    Raises NotAllowed for anybody else, NotPossible for one that was revoked.
    """
    certificate.refresh_from_db(from_queryset=Certificate.objects.select_for_update())
    if not certificate.belongs_to(by):
        raise NotAllowed(f"{certificate.pk} is not of {by!r}.")
    if certificate.state != CertificateState.VALID:
        raise NotPossible(_("This certificate counts no more."))
    organisation = certificate.coordinator.organisation
    badge, _is_new = GivenBadge.objects.get_or_create(certificate=certificate, defaults={"organisation": organisation})
    said = credential(certificate, email=by.email, place=badge.pk)
    return signed(said, key=signing_key(organisation))


def revoked_badges(organisation: Organisation) -> str:
    """The organisation's list of what counts no more, signed; also what belonged to somebody who was erased."""
    given = given_badges(organisation)
    revoked = given.exclude(certificate__state=CertificateState.VALID).values_list("pk", flat=True)
    longest = given.aggregate(longest=Max("pk"))["longest"] or 0
    return signed(status_list(organisation, revoked=revoked, longest=longest), key=signing_key(organisation))


def signing_key(organisation: Organisation) -> IssuerKey:
    """The newest key of the organisation, made now when there is none. Should two be made at once, both count."""
    found = IssuerKey.objects.filter(organisation=organisation).select_related("organisation__site").first()
    if found is None:
        found = new_key(organisation)
        found.save(force_insert=True)
    return found
