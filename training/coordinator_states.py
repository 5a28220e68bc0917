"""Tracks of a coordinator on the roster and of a certificate, as data (DOMAIN §4.7–4.10; DESIGN §3, Coordinator)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition
from training.states import GUIDE


class CoordinatorState(States):
    PRACTISING = "practising", _("Practising"), _("You practise, with help")
    REGISTERED = "registered", _("Registered"), _("You are registered")
    LEFT = "left", _("Left"), _("You left")


class CertificateState(States):
    VALID = "valid", _("Valid"), _("Valid")
    REVOKED = "revoked", _("Revoked"), _("No longer valid")


C = CoordinatorState
# Who can be asked for a conference; a practising one only where the manager places and mentors them.
ON_THE_ROSTER = (C.PRACTISING, C.REGISTERED)
REVOKE = "training.revoke_certificate"
SEE_COORDINATOR, SEE_CERTIFICATE = "training.view_coordinator", "training.view_certificate"

COORDINATOR_TRACK = Track(
    name="training.coordinator",
    states=CoordinatorState,
    initial=C.PRACTISING,
    transitions=(
        Transition(
            name="register",
            label=_("Register as coordinator"),
            done=_("Registered as coordinator"),
            sources=(C.PRACTISING,),
            target=C.REGISTERED,
            permission=GUIDE,
            tone="positive",
        ),
        Transition(
            name="leave",
            label=_("Leave the roster"),
            done=_("Left the roster"),
            sources=(C.PRACTISING, C.REGISTERED),
            target=C.LEFT,
            permission=GUIDE,
            by_owner=True,
            tone="serious",
        ),
        Transition(
            name="return",
            label=_("Come back to the roster"),
            done=_("Came back to the roster"),
            sources=(C.LEFT,),
            target=C.REGISTERED,
            permission=GUIDE,
            conditions=("has_valid_certificate",),
            tone="positive",
        ),
        Transition(
            name="practise_again",
            label=_("Practise again"),
            done=_("Practises again"),
            sources=(C.LEFT,),
            target=C.PRACTISING,  # by the system, when both sides say yes once more
        ),
    ),
    conditions={"has_valid_certificate": _("There is no valid certificate any more.")},
    notes={
        "join": _("Came on the roster"),
        "change_own": _("Changed what they can do and when"),
        "change_scopes": _("The scopes were changed"),
        "choose_coach": _("A coach was chosen"),
        "remove_coach": _("There is no coach any more"),
    },
)

CERTIFICATE_TRACK = Track(
    name="training.certificate",
    states=CertificateState,
    initial=CertificateState.VALID,
    transitions=(
        Transition(
            name="revoke",
            label=_("Revoke the certificate"),
            done=_("Revoked"),
            sources=(CertificateState.VALID,),
            target=CertificateState.REVOKED,
            permission=REVOKE,
            asks_reason=True,
            tone="serious",
        ),
    ),
    notes={
        "show_name": _("Strangers may read the name"),
        "hide_name": _("Strangers do not read the name any more"),
    },
)
