"""Filling in the public referral form through its door, as each kind of referrer."""

from django.urls import reverse
from django.utils import translation

# What each kind of referrer answers: the steps they meet, in order.
_CONTACT = {
    "referrer_name": "Samira Demo",
    "telephone": "06 1234 5678",
    "email": "samira@example.org",
    "wants_mail": "on",
}
_PLACE = {"postcode": "8011 gd"}
_STORY = {"story": "Wij weten het niet meer."}
ANSWERS = {
    "self": {"who": {"for_whom": "self"}, "story": _STORY, "place": _PLACE, "more": {}, "contact": _CONTACT},
    "child": {"who": {"for_whom": "child"}, "story": _STORY, "place": {"age": "14"} | _PLACE, "contact": _CONTACT},
    "family": {
        "who": {"for_whom": "family"},
        "story": _STORY | {"subjects": ["school", "upbringing"]},
        "people": {"person": "Younes", "children_involved": "yes", "children": "een jongen van 15"},
        "aware": {"awareness": "agrees"},
        "place": _PLACE
        | {"spoken_languages": "Nederlands en Darija", "interpreter": "yes", "access_needs": "een zaal zonder trap"},
        "more": {"bodies_involved": "de mentor op school", "wished_model": "family_group"},
        "contact": _CONTACT
        | {
            "safe_channel": "call",
            "safe_times": "tussen 9 en 14 uur",
            "voicemail_is_safe": "on",
            "never_do": "geen brief",
        },
    },
    "acquaintance": {
        "who": {"for_whom": "acquaintance"},
        "you": {"referrer_role": "neighbour"},
        "story": _STORY,
        "people": {"person": "Riet"},
        "aware": {"awareness": "not_yet"},
        "advice": {"may_be_named": "no"},
        "place": _PLACE,
        "more": {},
        "contact": _CONTACT,
    },
    "work": {
        "who": {"for_whom": "work"},
        "work": {"profession": "education", "referrer_work": "mentor op het Regenboog"},
        "story": _STORY,
        "people": {"person": "Younes"},
        "aware": {"awareness": "agrees"},
        "place": _PLACE,
        "more": {},
        "contact": _CONTACT,
    },
    "group": {
        "who": {"for_whom": "group"},
        "you": {"part": "belongs"},
        "story": _STORY,
        "people": {"name_1": "De bewoners van het plein", "spokesperson_1": "Riet", "name_2": "De jongens"},
        "aware": {"awareness": "agrees"},
        "place": _PLACE,
        "more": {"wished_model": "all_hands"},
        "contact": _CONTACT,
    },
    "repair": {
        "who": {"for_whom": "repair"},
        "you": {"part": "work"},
        "work": {"profession": "police", "referrer_work": "wijkagent"},
        "story": _STORY,
        "people": {"harmed": "Jan", "responsible": "Kim"},
        "aware": {"awareness": "agrees"},
        "place": _PLACE,
        "more": {"wished_model": "restorative"},
        "contact": _CONTACT,
    },
}


def at(name, language="nl"):
    """The address of a page of the form; a step is named as in the draft."""
    with translation.override(language):
        return reverse("intake:refer" if name == "who" else f"intake:{name}")


def post(client, name, answers=None, *, language="nl", **headers):
    """Sends one page whole, as a browser does."""
    return client.post(at(name, language), {**(answers or {}), "end": "1"}, **headers)


def fill_in(client, kind="family", *, language="nl", **changes):
    """Every step up to the check page; `changes` replace a step's answers. Returns the last answer."""
    for name, answers in {**ANSWERS[kind], **changes}.items():
        response = post(client, name, answers, language=language)
        assert response.status_code == 303, response.context["form"].errors
        assert response.url != at(name, language), client.get(response.url).context["form"].errors
    return response


def send(client, language="nl"):
    return post(client, "check", {"agreed": "on"}, language=language)
