"""What the tests of downloads share: a list that is asked for, and the file that comes of it."""

import csv
import io

from django.urls import reverse

from portal.backoffice.models import Export
from portal.backoffice.viewsets import registered_viewsets
from portal.organisations.models import Postcode
from tests.accounts.factories import PASSWORD

LIST = "/admin/postcodes/"
ASK = "/admin/postcodes/take-along/"


def viewset_called(name):
    return next(each for each in registered_viewsets() if each.name == name)


def ask(client, query=""):
    response = client.post(ASK, {"query": query})
    assert response.status_code == 302
    return Export.objects.get(pk=response["Location"].rstrip("/").rsplit("/", 1)[1])


def page_of(export):
    return reverse("exports:export", args=[export.pk])


def sign_in_again(client):
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def file_of(client, export):
    """The table of a ready export, as its reader gets it."""
    sign_in_again(client)
    response = client.get(reverse("exports:file", args=[export.pk]))
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    assert len(content) == int(response["Content-Length"])
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def add_postcodes(region, codes):
    country = region.organisation.country
    Postcode.objects.bulk_create(
        Postcode(country=country, code=str(code), province="OV", place="Demo", region=region) for code in codes
    )
