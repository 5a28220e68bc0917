"""The canary, typed into forms as the pages themselves draw them, whatever fields they have."""

import uuid
from datetime import timedelta

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.spam.forms import PROOF, TRAP
from tests.training.bad_files import pdf

WORD = "Quetzalcanary"
NUMBER = "0687654329"
POSTCODE = "8011 QZ"


def filled(form, **chosen) -> dict:
    """An answer for every field of a form that people see, the canary wherever one may write."""
    data = {}
    for name, field in form.fields.items():
        if name not in (TRAP, PROOF):
            hidden = field.widget.is_hidden
            drawn = form[name].value() if hidden else None
            drawn = "0" if drawn == 0 else drawn
            leave = hidden and not field.required  # nobody types into it
            data[form.add_prefix(name)] = (
                chosen[name] if name in chosen else drawn or ("" if leave else _answer(name, field))
            )
    return data


def sign_in(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def send(client, address, **chosen):
    answered = _post(client, address, chosen)
    assert answered.status_code in (302, 303), (address, answered.context["form"].errors)


def get_codes(client, address, **chosen):
    """The page that answers at once, with codes that are shown only once: what stands on it."""
    answered = _post(client, address, chosen)
    assert (answered.status_code, "form" in answered.context) == (200, False), answered.context["form"].errors
    return answered.context


def write(client, viewset, row, name, query=None, **chosen):
    send(client, reverse(f"{viewset}:entry", args=[row.pk, name], query=query), **chosen)


def take_step(client, viewset, row, name):
    address = reverse(f"{viewset}:step", args=[row.pk, name])
    answered = _post(client, address, {})
    # Some steps answer at once, with codes that are shown only once.
    assert answered.status_code == 302 or "form" not in answered.context, answered.context["form"].errors
    return answered


def _post(client, address, chosen):
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code, page.get("Location"))
    return client.post(address, filled(page.context["form"], **chosen))


def _answer(name, field):
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return str(first.pk) if first else ""
    if isinstance(field, forms.ChoiceField):
        return next(value for value, _label in field.choices if value)
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.UUIDField):
        return str(uuid.uuid4())
    if isinstance(field, forms.DateTimeField):
        return timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    if name == "valid_until":
        return (timezone.localdate() + timedelta(days=300)).isoformat()
    if isinstance(field, forms.DateField):
        return timezone.localdate().isoformat()
    if isinstance(field, forms.TimeField):
        return "12:30"
    if isinstance(field, forms.IntegerField):
        return str(min(max(field.min_value or 0, 17), field.max_value or 17))
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile(f"{WORD}.pdf", pdf(says=WORD))
    if isinstance(field, forms.EmailField):
        return f"{WORD}@example.org"
    if "telephone" in name:
        return NUMBER
    return POSTCODE if "postcode" in name else WORD
