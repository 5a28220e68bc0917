"""The certificate as a file that machines can check: an Open Badge 3.0, signed as a JSON Web Token (OB 3.0, §8.2).

The payload is the credential itself with the claims iss, jti, nbf and sub beside it (VC data model 2.0); RS256 is what
every verifier reads. Whom it is about stands in it as a salted hash of the e-mail address; the name only where its
owner agreed that strangers read it. What counts no more stands in a Bitstring Status List, signed in the same way.
"""

import base64
import gzip
import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.organisations.models import Organisation
from portal.privacy.sealing import seal_for, unseal_for
from training.documents import verify_address
from training.models import Certificate, GivenBadge, IssuerKey, Scope

ALGORITHM = "RS256"
_BITS = 3072
_CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
_SHORTEST_LIST = 131_072  # places: in a shorter one a place would say too much (Bitstring Status List, §Privacy)


def new_key(organisation: Organisation) -> IssuerKey:
    """A fresh key, not saved yet; its private half is sealed."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    numbers = made.public_key().public_numbers()
    private = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return IssuerKey(
        organisation=organisation,
        name=secrets.token_hex(8),
        public={"n": _number(numbers.n), "e": _number(numbers.e)},
        private=seal_for(_purpose(organisation), private),
    )


def public_key(key: IssuerKey) -> dict:
    """The public half as a JSON Web Key."""
    own = {"kty": "RSA", "use": "sig", "alg": ALGORITHM, "kid": address_of(key.organisation, "badge_key", key.name)}
    return own | key.public


def issuer(organisation: Organisation) -> dict:
    """The organisation's profile: who it is that gives certificates."""
    return {
        "@context": [_CREDENTIALS, _BADGES],
        **_issuer_within(organisation),
        "url": organisation.site.root_url,
        "email": organisation.email,
        "phone": organisation.telephone,
        "officialName": organisation.legal_name,
    }


def achievement(organisation: Organisation, *, language: str) -> dict:
    """What somebody has achieved who is a coordinator."""
    with translation.override(language):
        return {
            "id": address_of(organisation, "badge_achievement"),
            "type": ["Achievement"],
            "achievementType": "Certification",
            "inLanguage": language,
            "name": _("Coordinator of Eigen Kracht conferences"),
            "description": _(
                "A coordinator brings everybody together who matters, and stays out of the plan: that is made by the "
                "people themselves."
            ),
            "criteria": {
                "narrative": _(
                    "Took the training, held a first conference under guidance, was evaluated well, and showed a "
                    "document of good conduct."
                )
            },
            "creator": _issuer_within(organisation),
        }


def credential(certificate: Certificate, *, email: str, place: int) -> dict:
    """All that the file says; `place` is the one in the list of what is revoked. To be called while looking at it."""
    coordinator = certificate.coordinator
    organisation, language = coordinator.organisation, coordinator.candidate.language
    status = address_of(organisation, "badges_revoked")
    about = achievement(organisation, language=language)
    held = {one.scope for one in coordinator.scopes.all()}
    with translation.override(language):
        there_for = ", ".join(str(scope.label) for scope in Scope if scope in held)
        subject = {
            "id": f"urn:uuid:{uuid.uuid5(coordinator.pk, 'subject')}",
            "type": ["AchievementSubject"],
            "identifier": list(_identifiers(certificate, email)),
            "licenseNumber": coordinator.registration_number,
            "narrative": _("There for: %(scopes)s") % {"scopes": there_for},
            "achievement": about,
        }
        evidence = {
            "id": verify_address(certificate),
            "type": ["Evidence"],
            "name": _("What this certificate is worth today"),
        }
    return {
        "@context": [_CREDENTIALS, _BADGES],
        "id": f"urn:uuid:{uuid.uuid5(certificate.pk, 'badge')}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": about["name"],
        "issuer": _issuer_within(organisation),
        "validFrom": _moment(certificate.issued_on),
        "credentialSubject": subject,
        "evidence": [evidence],
        "credentialSchema": [{"id": _SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": f"{status}#{place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place),
            "statusListCredential": status,
        },
    }


def status_list(organisation: Organisation, *, revoked: Iterable[int], longest: int) -> dict:
    """The list of what counts no more, as a credential of its own: one bit for each badge that was ever given."""
    address = address_of(organisation, "badges_revoked")
    bits = bytearray(max(_SHORTEST_LIST, longest + 1) // 8 + 1)
    for place in revoked:
        bits[place // 8] |= 0x80 >> place % 8
    return {
        "@context": [_CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": address_of(organisation, "badge_issuer"),
        "validFrom": timezone.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + _encoded(gzip.compress(bytes(bits), mtime=0)),
        },
    }


def signed(said: dict, *, key: IssuerKey) -> str:
    """The credential as a compact JSON Web Signature."""
    subject, begins = said["credentialSubject"], datetime.fromisoformat(said["validFrom"])
    issued_by = said["issuer"]["id"] if isinstance(said["issuer"], dict) else said["issuer"]
    claims = {"iss": issued_by, "jti": said["id"], "sub": subject["id"], "nbf": int(begins.timestamp())}
    header = {"alg": ALGORITHM, "kid": address_of(key.organisation, "badge_key", key.name), "typ": "JWT"}
    content = ".".join(_encoded(json.dumps(part, ensure_ascii=False).encode()) for part in (header, said | claims))
    opened = serialization.load_pem_private_key(
        unseal_for(_purpose(key.organisation), key.private).encode(), password=None
    )
    if not isinstance(opened, rsa.RSAPrivateKey):
        raise TypeError(f"{key.name} is no RSA key.")
    return f"{content}.{_encoded(opened.sign(content.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def given_badges(organisation: Organisation):
    """Every badge that the organisation gave, also those whose certificate is gone."""
    return GivenBadge.objects.filter(organisation=organisation)


def address_of(organisation: Organisation, name: str, *args) -> str:
    """A public address of the organisation's that never changes: no language stands in it."""
    return f"{organisation.site.root_url}{reverse(f'badges:{name}', args=args)}"


def _issuer_within(organisation):
    return {"id": address_of(organisation, "badge_issuer"), "type": ["Profile"], "name": organisation.name}


def _identifiers(certificate, email):
    salt = secrets.token_hex(16)
    hashed = hashlib.sha256(f"{email.lower()}{salt}".encode()).hexdigest()
    yield {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "hashed": True,
        "salt": salt,
        "identityHash": f"sha256${hashed}",
    }
    if certificate.public_name:
        yield {
            "type": "IdentityObject",
            "identityType": "name",
            "hashed": False,
            "identityHash": certificate.public_name,
        }


def _moment(day):
    begins = timezone.make_aware(datetime.combine(day, time.min))
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _purpose(organisation):
    return f"badges of {organisation.pk}"


def _number(value):
    return _encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
