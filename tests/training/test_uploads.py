"""Letters and CVs that are sent along: none is kept or given out as it came, and every answer is a clear one."""

import io
import os
import re
import socket
import subprocess
import sys
import threading

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.bad_files import CLEANABLE, DAMAGED, EICAR, MARK, NAMES, REFUSED, pdf, picture
from tests.training.factories import make_rule_book
from training.actions.taking_files import clean_name
from training.cleaning.refusing import REASONS, Refused
from training.cleaning.room import clean
from training.cleaning.worker import REFUSED as REFUSED_WORD
from training.cleaning.worker import cleaned
from training.models import Candidate, CandidateFile

LETTER = {"motivation": "I trust people."}
# A camera that was held upright: the picture lies on its side.
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
_RUNS = re.compile(rb"/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFile|EmbeddedFiles|AcroForm|Annots|URI|XFA)\b")


def plain(content):
    """All that stands in a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(content)) as made:
        out = io.BytesIO()
        made.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False,
                  object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()


def test_there_are_two_hundred_of_them():
    assert len(CLEANABLE) + len(REFUSED) + len(DAMAGED) + len(NAMES) >= 200


@pytest.mark.parametrize("name", CLEANABLE)
def test_what_runs_opens_or_tells_does_not_come_along(name):
    made = cleaned(CLEANABLE[name])
    assert made.startswith(b"%PDF-")
    inside = plain(made)
    assert MARK not in made + inside
    assert EICAR not in made + inside
    assert not _RUNS.search(inside)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_cleaned_is_refused_with_a_reason(name):
    content, reason = REFUSED[name]
    assert cleaned(content) == REFUSED_WORD + reason.encode()
    assert reason in REASONS


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_mended_or_refused(name):
    made = cleaned(DAMAGED[name])
    assert made == REFUSED_WORD + b"broken" or not _RUNS.search(plain(made))


def test_a_clean_pdf_keeps_its_text_and_fonts():
    inside = plain(cleaned(pdf(pages=2)))
    assert inside.count(b"(My life) Tj") == 2
    assert b"/BaseFont /Helvetica" in inside


def test_a_photo_is_turned_upright_and_becomes_one_page():
    made = cleaned(picture("JPEG", size=(600, 400), exif=TURNED))
    with pikepdf.open(io.BytesIO(made)) as read:
        [page] = read.pages
        assert page.mediabox[3] > page.mediabox[2]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_cleaned(name):
    assert clean_name(name) == NAMES[name]


def test_nothing_and_too_much_are_refused():
    for content, reason in [(b"", "empty"), (b"%PDF-" + b"0" * 5 * 1024 * 1024, "too_large")]:
        with pytest.raises(Refused) as refused:
            clean(content)
        assert refused.value.reason == reason


def test_the_worker_knows_no_secret_and_a_broken_one_is_a_broken_file(monkeypatch):
    assert clean(pdf()).startswith(b"%PDF-")
    seen = {}

    def run(*args, **options):
        seen.update(options)
        raise subprocess.TimeoutExpired(args, 1)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Refused) as refused:
        clean(pdf())
    assert refused.value.reason == "broken"
    assert set(seen["env"]) == {"PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


def test_the_worker_writes_no_file_and_begins_without_django():
    code = "import sys, training.cleaning.worker as w; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=os.getcwd())


class Clamd:
    """A scanner that gives one answer."""

    def __init__(self, path, answer):
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(path))
        self.listening.listen(1)
        self.got, self.answer = b"", answer
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self):
        asking, _address = self.listening.accept()
        with asking:
            while not self.got.endswith(b"\0\0\0\0"):
                self.got += asking.recv(65536)
            asking.sendall(self.answer)
        self.listening.close()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(b"stream: OK\0", None), (b"stream: Eicar-Test-Signature FOUND\0", "virus"), (b"", "no_scanner"),
     (b"INSTREAM size limit exceeded. ERROR\0", "no_scanner"), (b"stream: OKAY FOUND\0", "virus")],
)  # fmt: skip
def test_the_scanner_has_the_last_word(tmp_path, settings, answer, reason):
    settings.CLAMAV = str(tmp_path / "clamd")
    clamd = Clamd(settings.CLAMAV, answer)
    try:
        assert clean(pdf()).startswith(b"%PDF-")
        said = None
    except Refused as refused:
        said = refused.reason
    clamd.thread.join()
    assert said == reason
    assert b"%PDF-" in clamd.got


@pytest.mark.parametrize("address", ["/nowhere/clamd", "localhost:1"])
def test_a_scanner_that_is_away_lets_nothing_in(settings, address):
    settings.CLAMAV = address
    with pytest.raises(Refused) as refused:
        clean(pdf())
    assert refused.value.reason == "no_scanner"


# -- through the form ---------------------------------------------------------------------------------


@pytest.fixture
def region(db):
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    make_rule_book(region.organisation)
    return region


@pytest.fixture
def user(region):
    return UserFactory(organisation=region.organisation)


@pytest.fixture
def client(as_user, user):
    client = as_user(user)
    client.post(reverse("training:apply_you"), {"name": "Nadia", "telephone": "06 12345678"})
    return client


def send(client, content, *, name="letter.pdf", page="motivation", kind="application/pdf", **typed):
    upload = SimpleUploadedFile("x", content, content_type=kind)
    upload._name = name
    return client.post(reverse(f"training:apply_{page}"), LETTER | typed | {"file": upload})


def test_a_letter_comes_in_sealed_and_goes_out_to_its_owner_only(client, user, as_user, region):
    assert send(client, CLEANABLE["open action JavaScript"], motivation="")["Location"].endswith("/experience/")
    file = CandidateFile.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, content FROM training_candidatefile")
        assert b"%PDF" not in b"".join(bytes(value) for value in cursor.fetchone())
    page = client.get(reverse("training:apply_motivation")).content.decode()
    address = reverse("training:file", args=[file.pk])
    assert address in page
    assert "letter.pdf" in page
    response = client.get(address)
    assert response.content.startswith(b"%PDF-")
    assert MARK not in response.content
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    for other in [UserFactory(organisation=region.organisation), region.manager]:
        assert as_user(other).get(address).status_code == 404
    lines = AccessLogEntry.objects.filter(vault_id=file.vault_id, screen="file").order_by("at")
    assert [(line.kind, line.actor_id) for line in lines][0] == ("opened", user.pk)
    assert [line.kind for line in lines][1:] == ["refused", "refused"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        *[REFUSED[name] for name in ["EICAR", "docx", "locked 6 to open", "51 pages", "only a head"]],
        REFUSED["picture of 100000×100000"],
        (b"", "empty"),
        (pdf() + b"0" * 6_000_000, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_told_at_its_field_and_the_letter_stays(client, content, reason):
    response = send(client, content, kind="image/png")
    assert response.status_code == 422
    page = response.content.decode()
    assert 'id="id_file_error"' in page
    assert 'href="#id_file"' in page
    assert escape(str(REASONS[reason])) in page
    assert LETTER["motivation"] in page
    assert not CandidateFile.objects.exists()
    assert LETTER["motivation"] in client.get(reverse("training:apply_motivation")).content.decode()


def test_whoever_goes_back_with_a_bad_file_hears_of_it_first(client):
    assert send(client, EICAR, back="1").status_code == 422
    assert send(client, pdf(), back="1")["Location"].endswith("/languages/")
    assert CandidateFile.objects.count() == 1


def test_a_new_file_takes_the_place_of_the_old_and_a_bad_one_does_not(client):
    send(client, pdf(), name="first.pdf")
    send(client, picture(), name="second.jpg")
    send(client, EICAR, name="third.pdf")
    file = CandidateFile.objects.select_related("vault").get()
    with looking(file, by=None, screen="tests"):
        assert file.name == "second.pdf"
    assert client.post(reverse("training:apply_motivation"), LETTER | {"remove": "1"})["Location"].endswith(
        "/motivation/"
    )
    assert not CandidateFile.objects.exists()


def test_a_letter_in_a_file_is_enough_and_a_cv_stands_beside_it(client):
    send(client, pdf(), motivation="")
    send(client, pdf(), page="experience", name="cv.pdf")
    client.post(reverse("training:apply_languages"), {"languages": ["nl"]})
    client.post(reverse("training:apply_ties"), {"has_ties": "no"})
    page = client.get(reverse("training:apply_check")).content.decode()
    assert "letter.pdf" in page
    assert "cv.pdf" in page
    client.post(reverse("training:apply_check"), {"agreed": "on"})
    assert Candidate.objects.get().state == "applied"
    assert CandidateFile.objects.count() == 2


def test_thrown_away_with_the_letter(client):
    send(client, pdf())
    client.post(reverse("training:apply_discard"))
    assert not CandidateFile.objects.exists()


def test_very_many_files_in_an_hour_are_too_many(client, monkeypatch):
    monkeypatch.setattr("training.views.apply.UPLOADS_AN_HOUR", "1/h/key")
    send(client, pdf())
    response = send(client, pdf())
    assert response.status_code == 422
    assert 'id="id_file_error"' in response.content.decode()


def test_nobody_who_is_not_signed_in_sends_or_gets_a_file(client):
    send(client, pdf())
    address = reverse("training:file", args=[CandidateFile.objects.get().pk])
    assert reverse("account_login") in Client().get(address)["Location"]
    assert reverse("account_signup") in send(Client(), pdf(), motivation="")["Location"]
    assert CandidateFile.objects.count() == 1
