"""What the tests of privacy need: organisations to file under, users who look, keys to rotate to."""

import base64

from wagtail.models import Page, Site

from portal.accounts.models import User
from portal.organisations.models import Organisation


def make_organisation(country="NL", **changes):
    site, _made = Site.objects.get_or_create(
        hostname=f"{country.lower()}.test", port=80, defaults={"root_page": Page.objects.get(depth=1)}
    )
    given = {
        "site": site,
        "name": f"Eigen Kracht {country}",
        "legal_name": f"Eigen Kracht {country}",
        "country": country,
        "words": f"{country.lower()}-org",
        "telephone": "038 422 25 26",
        "email": "info@example.org",
        "website": "example.org",
        "leave_to": "https://example.org/",
    }
    return Organisation.objects.create(**(given | changes))


def make_user(email="manager@example.org"):
    return User.objects.create_user(email)


def make_key(name, letter):
    """An entry of KEY_ENCRYPTION_KEYS."""
    return f"{name}:{base64.urlsafe_b64encode(letter.encode() * 32).decode()}"
