"""The certificate as a file for machines: a stranger's program checks it with nothing but what is published."""

import base64
import gzip
import hashlib
import json
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, PurposeKey
from portal.privacy.rotation import rotate
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.further import make_coordinator
from training.actions.badging import give_badge
from training.actions.certifying import revoke_certificate, show_name
from training.actions.erasing import erase_candidate
from training.badges import new_key
from training.models import Certificate, GivenBadge, IssuerKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


@pytest.fixture
def candidate(region):
    return make_coordinator(region)


@pytest.fixture
def take(as_user):
    def taken(candidate):
        with translation.override("en"):
            address = reverse("training:my_badge")
        host = urlsplit(candidate.organisation.site.root_url).netloc
        response = as_user(candidate.user).get(address, headers={"host": host})
        assert response.status_code == 200
        return response

    return taken


def certificate_of(candidate):
    rows = Certificate.objects.select_related("vault", "coordinator__candidate")
    return rows.get(coordinator__candidate=candidate)


def published(address):
    """What a stranger gets there."""
    parts = urlsplit(address)
    response = Client().get(parts.path, headers={"host": parts.netloc})
    assert response.status_code == 200, address
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    return response


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def checked(token):
    """The payload, after checking its signature with the published key, as OB 3.0 §8.2.6 says."""
    head, body, signature = token.split(".")
    header = json.loads(decoded(head))
    assert set(header) == {"alg", "kid", "typ"}
    assert (header["alg"], header["typ"]) == ("RS256", "JWT")
    key = published(header["kid"]).json()
    assert key["kid"] == header["kid"]
    assert "d" not in key
    number = {name: int.from_bytes(decoded(key[name]), "big") for name in ("n", "e")}
    public = rsa.RSAPublicNumbers(number["e"], number["n"]).public_key()
    public.verify(decoded(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
    said = json.loads(decoded(body))
    issuer = said["issuer"]["id"] if isinstance(said["issuer"], dict) else said["issuer"]
    assert (said["iss"], said["jti"], said["sub"]) == (issuer, said["id"], said["credentialSubject"]["id"])
    assert said["nbf"] == datetime.fromisoformat(said["validFrom"]).timestamp()
    return said


def is_revoked(said):
    status = said["credentialStatus"]
    assert (status["type"], status["statusPurpose"]) == ("BitstringStatusListEntry", "revocation")
    response = published(status["statusListCredential"])
    assert response["Content-Type"] == "application/vc+jwt"
    assert "no-store" in response["Cache-Control"]
    listed = checked(response.content.decode())
    assert listed["id"] == status["statusListCredential"]
    assert listed["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    packed = listed["credentialSubject"]["encodedList"]
    assert packed.startswith("u")
    bits = gzip.decompress(decoded(packed[1:]))
    assert len(bits) * 8 >= 131_072
    place = int(status["statusListIndex"])
    return bool(bits[place // 8] >> (7 - place % 8) & 1)


def test_a_stranger_checks_the_file_with_what_is_published(candidate, take):
    response = take(candidate)
    assert response["Content-Type"] == "application/jwt"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response["Cache-Control"]
    said = checked(response.content.decode())
    assert said["@context"][:2] == [
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]  # fmt: skip
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["name"]
    assert set(said["issuer"]) >= {"id", "type", "name"}
    assert "Profile" in said["issuer"]["type"]
    subject = said["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    achievement = subject["achievement"]
    assert set(achievement) >= {"id", "type", "name", "description", "criteria"}
    assert achievement["type"] == ["Achievement"]
    assert achievement["criteria"]["narrative"]
    assert said["evidence"][0]["id"].endswith(f"/verify/{certificate_of(candidate).number}/")
    assert not is_revoked(said)


def test_the_file_names_nobody_but_by_a_salted_hash(candidate, take):
    first, second = (checked(take(candidate).content.decode()) for _time in range(2))
    (identity,) = first["credentialSubject"]["identifier"]
    assert (identity["type"], identity["identityType"], identity["hashed"]) == ("IdentityObject", "emailAddress", True)
    hashed = hashlib.sha256(f"{candidate.user.email.lower()}{identity['salt']}".encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${hashed}"
    assert identity["salt"] != second["credentialSubject"]["identifier"][0]["salt"]
    everything = json.dumps(first)
    for kept in ("Nadia", candidate.user.email, "Overijssel", str(candidate.pk), candidate.reference):
        assert kept not in everything


def test_with_their_consent_the_name_stands_in_it(candidate, take):
    certificate = certificate_of(candidate)
    with looking(certificate, by=None, screen="tests"):
        show_name(certificate, by=candidate.user)
    said = checked(take(candidate).content.decode())
    names = [one["identityHash"] for one in said["credentialSubject"]["identifier"] if one["identityType"] == "name"]
    assert names == ["Nadia Demo"]


def test_what_was_changed_is_not_believed(candidate, take):
    head, body, signature = take(candidate).content.decode().split(".")
    said = json.loads(decoded(body))
    said["credentialSubject"]["licenseNumber"] = "222222"
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    with pytest.raises(InvalidSignature):
        checked(f"{head}.{forged}.{signature}")


def test_revoking_and_erasing_show_in_the_list_at_once(region, take):
    kept, revoked, erased = (make_coordinator(region) for _count in range(3))
    files = [checked(take(one).content.decode()) for one in (kept, revoked, erased)]
    assert [is_revoked(said) for said in files] == [False, False, False]
    revoke_certificate(certificate_of(revoked), by=region.manager, reason="So.")
    erase_candidate(erased)
    assert [is_revoked(said) for said in files] == [False, True, True]


def test_a_new_key_signs_and_the_old_one_still_counts(candidate, take, region):
    before = take(candidate).content.decode()
    new_key(region.organisation).save()
    after = take(candidate).content.decode()
    assert before.split(".")[0] != after.split(".")[0]
    assert checked(before)["id"] == checked(after)["id"]
    listed = published(f"{region.organisation.site.root_url}{reverse('badges:badge_keys')}").json()["keys"]
    assert len(listed) == 2
    assert not any("d" in key for key in listed)
    assert GivenBadge.objects.count() == 1


def test_the_private_half_lies_sealed_and_survives_a_rotation(candidate, take, settings):
    take(candidate)
    key = IssuerKey.objects.get()
    assert "PRIVATE KEY" not in json.dumps([key.private, key.public])
    with connection.cursor() as cursor:
        cursor.execute("SELECT private FROM training_issuerkey")
        assert "PRIVATE" not in cursor.fetchone()[0]
    newer = "newer:" + base64.urlsafe_b64encode(b"k" * 32).decode()
    settings.KEY_ENCRYPTION_KEYS = [newer, *settings.KEY_ENCRYPTION_KEYS]
    rotate()
    assert set(PurposeKey.objects.values_list("key_name", flat=True)) == {"newer"}
    assert checked(take(candidate).content.decode())


def test_each_organisation_signs_with_its_own_key(candidate, take):
    other = RegionFactory(organisation=OrganisationFactory(belgian=True))
    make_manager(other)
    there = make_coordinator(other)
    said, theirs = (checked(take(one).content.decode()) for one in (candidate, there))
    assert said["issuer"]["id"] != theirs["issuer"]["id"]
    assert IssuerKey.objects.values("organisation").distinct().count() == 2
    profile = published(theirs["issuer"]["id"]).json()
    assert (profile["id"], profile["officialName"]) == (theirs["issuer"]["id"], "EKC België vzw")
    achieved = published(theirs["credentialSubject"]["achievement"]["id"]).json()
    assert achieved["id"] == theirs["credentialSubject"]["achievement"]["id"]
    key = IssuerKey.objects.get(organisation=there.organisation)
    not_of_this_site = reverse("badges:badge_key", args=[key.name])
    assert Client().get(not_of_this_site, follow=True).status_code == 404


def test_only_its_owner_takes_the_file_and_it_is_written_down(candidate, take, region):
    certificate = certificate_of(candidate)
    with looking(certificate, by=None, screen="tests"):
        with pytest.raises(NotAllowed):
            give_badge(certificate, by=region.manager)
        revoke_certificate(certificate, by=region.manager, reason="So.")
        with pytest.raises(NotPossible):
            give_badge(certificate, by=candidate.user)
    other = make_coordinator(region)
    take(other)
    assert AccessLogEntry.objects.filter(screen="my certificate", actor_id=other.user.pk).count() == 1
