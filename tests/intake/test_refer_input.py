"""What people really type into the referral form: right, wrong, in any script. Errors are kind and nothing is lost."""

import pytest

from intake.models import Referral
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from tests.intake.filling import ANSWERS, at, fill_in, post, send
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
FAMILY, GROUP, REPAIR = ANSWERS["family"], ANSWERS["group"], ANSWERS["repair"]
CONTACT = FAMILY["contact"]
NAMED = {"referrer_name": "Samira"}


def sent(client):
    send(client)
    return Referral.objects.get()


WRONG = [
    ("family", "who", {}, "for_whom", "for_whom_0"),
    ("family", "who", {"for_whom": "nobody"}, "for_whom", "for_whom_0"),
    ("family", "story", {"story": ""}, "story", "story"),
    ("family", "story", {"story": " \n "}, "story", "story"),
    ("family", "story", {"story": "a" * 10_001}, "story", "story"),
    ("family", "story", {"story": "nul \x00 teken"}, "story", "story"),
    ("family", "story", {"story": "x", "subjects": ["school", "nothing"]}, "subjects", "subjects_0"),
    ("family", "people", {"person": ""}, "person", "person"),
    ("family", "people", {"person": "a" * 201}, "person", "person"),
    ("family", "people", {"person": "x", "children_involved": "perhaps"}, "children_involved", "children_involved_0"),
    ("family", "aware", {"awareness": ""}, "awareness", "awareness_0"),
    ("family", "place", {"postcode": "80"}, "postcode", "postcode"),
    ("family", "place", {"interpreter": "\x00"}, "interpreter", "interpreter_0"),
    ("family", "more", {"bodies_involved": "a" * 1001}, "bodies_involved", "bodies_involved"),
    ("family", "more", {"wished_model": "party"}, "wished_model", "wished_model_0"),
    ("family", "contact", CONTACT | {"referrer_name": ""}, "referrer_name", "referrer_name"),
    ("family", "contact", NAMED, "telephone", "telephone"),
    ("family", "contact", NAMED | {"email": "a@example.org", "safe_channel": "text"}, "telephone", "telephone"),
    ("family", "contact", NAMED | {"telephone": "0612345678", "safe_channel": "email"}, "email", "email"),
    ("family", "contact", CONTACT | {"email": "", "wants_mail": "on"}, "email", "email"),
    ("family", "contact", CONTACT | {"telephone": "06"}, "telephone", "telephone"),
    ("family", "contact", CONTACT | {"email": "samira@"}, "email", "email"),
    ("family", "contact", CONTACT | {"email": "sa\x00@example.org"}, "email", "email"),
    ("work", "work", {"profession": "astronaut"}, "profession", "profession"),
    ("group", "people", {"name_1": "", "name_2": "De jongens"}, "name_1", "name_1"),
    ("group", "people", {"name_1": "Wij", "spokesperson_2": "Riet"}, "name_2", "name_2"),
    ("repair", "people", {"harmed": "", "responsible": ""}, "harmed", "harmed"),
    ("repair", "you", {"part": ""}, "part", "part_0"),
    ("group", "you", {"part": "harmed"}, "part", "part_0"),
    ("child", "place", {"age": "tien"}, "age", "age"),
    ("child", "place", {"age": "0"}, "age", "age"),
]


@pytest.mark.parametrize(("kind", "name", "wrong", "field", "leads_to"), WRONG)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_what_is_wrong_comes_back_with_an_error_that_leads_to_it(
    client, region, kind, name, wrong, field, leads_to, language
):
    fill_in(client, kind, language=language)
    assert post(client, name, wrong, language=language).url == at(name, language)
    page = client.get(at(name, language))
    assert list(page.context["form"].errors) == [field]
    text = page.content.decode()
    assert f'href="#id_{leads_to}"' in text
    assert f'id="id_{leads_to}"' in text
    typed = [value for value in wrong.values() if isinstance(value, str) and value.isalnum() and len(value) > 2]
    assert all(value in text for value in typed if value not in ("nobody", "party", "astronaut", "perhaps", "harmed"))
    assert send(client, language).url == at(name, language)
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "İpek Şahin ağladı 😢",
        "أختي لا تأكل \u200f منذ أيام",
        "Zażółć gęślą jaźń",
        "<script>alert(1)</script> & “quotes”",
        "{{ 7*7 }} {% now 'Y' %}",
        "👩‍👩‍👧‍👦\u202e\u2066 a \u2069",
    ],
)
def test_any_script_is_kept_as_it_was_written(client, region, text):
    fill_in(client, story={"story": text}, people={"person": text}, contact=CONTACT | {"referrer_name": text})
    page = client.get(at("check")).content.decode()
    assert "<script>alert" not in page
    referral = sent(client)
    with looking(referral, by=VISITOR, screen="test"):
        assert (referral.story, referral.referrer_name) == (text, text)
        assert referral.core_persons.get().name == text


def test_ten_thousand_signs_are_a_story_and_a_line_break_is_one_of_them(client, region):
    text = "ja\r\n" * 3333
    assert len(text) > 10_000 > len(text.replace("\r\n", "\n").strip())
    fill_in(client, story={"story": text})
    fill_in(client, story={"story": "😢" * 10_000})
    referral = sent(client)
    with looking(referral, by=VISITOR, screen="test"):
        assert referral.story == "😢" * 10_000


@pytest.mark.parametrize(
    "number",
    [
        "06 1234 5678", "0612345678", "06-12345678", "+31 6 12345678", "0031612345678", "038 422 25 26",
        "+32 470 12 34 56", "0032 470 12 34 56", "+49 1512 3456789", "+90 532 123 45 67", "٠٦١٢٣٤٥٦٧٨",
    ],
)  # fmt: skip
def test_numbers_from_here_and_elsewhere_are_taken(client, region, number):
    fill_in(client, contact={"referrer_name": "Samira", "telephone": number})
    assert sent(client).pk


def test_a_belgian_number_needs_no_code_on_the_belgian_site(client, region):
    OrganisationFactory(belgian=True)
    visitor = type(client)(headers={"host": "be.localhost"})
    fill_in(visitor, place={"postcode": "1000"}, contact={"referrer_name": "An", "telephone": "0470 12 34 56"})


@pytest.mark.parametrize("number", ["06 123", "06 1234567", "038 422", "00000", "bel mij", "+31", "1" * 40])
def test_half_a_number_is_no_number(client, region, number):
    fill_in(client)
    assert post(client, "contact", CONTACT | {"telephone": number}).url == at("contact")


@pytest.mark.parametrize("postcode", ["8011 GD", "8011gd", "8011", " 8011  gd ", "٨٠١١"])
def test_a_postcode_as_people_write_it_finds_the_region(client, region, postcode):
    fill_in(client, place={"postcode": postcode})
    assert sent(client).region == region


@pytest.mark.parametrize("postcode", ["1000", "9999 ZZ", ""])
def test_a_postcode_from_elsewhere_goes_to_the_front_desk(client, region, postcode):
    fill_in(client, place={"postcode": postcode})
    assert sent(client).region.is_front_desk


def test_arabic_digits_reach_staff_as_they_read_them(client, region):
    fill_in(client, place={"postcode": "٨٠١١"}, contact={"referrer_name": "س", "telephone": "٠٦١٢٣٤٥٦٧٨"})
    referral = sent(client)
    with looking(referral, by=VISITOR, screen="test"):
        assert (referral.postcode, referral.telephone) == ("8011", "0612345678")


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16-le", "latin-1", "nonsense"])
def test_a_strange_charset_breaks_nothing(client, region, charset):
    fill_in(client)
    body = '--x\r\nContent-Disposition: form-data; name="story"\r\n\r\n\\ud800\r\n--x--\r\n'
    response = client.generic(
        "POST", at("story"), body, content_type=f"multipart/form-data; boundary=x; charset={charset}"
    )
    assert response.status_code in (303, 400, 422)


def test_the_same_answer_many_times_is_one_answer(client, region):
    fill_in(client)
    post(client, "people", {"person": ["Younes", "Yasmin"]})
    referral = sent(client)
    with looking(referral, by=VISITOR, screen="test"):
        assert referral.core_persons.get().name == "Yasmin"
