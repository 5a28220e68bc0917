"""The parts that every public form is drawn from."""

from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.cms_pages.test_pages import Markup


class Labelled(SimpleNamespace):
    """A choice's label with a hint of its own."""


class Form(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals u genoemd wilt worden.")
    story = forms.CharField(label="Verhaal", widget=forms.Textarea, required=False)
    telephone = forms.CharField(label="Telefoon", widget=forms.TextInput(attrs={"type": "tel"}), required=False)
    email = forms.EmailField(label="E-mail", required=False)
    whom = forms.ChoiceField(
        label="Voor wie?",
        help_text="Kies wat past.",
        widget=forms.RadioSelect,
        choices=[("me", Labelled(label="Voor mij", hint="U staat in het midden.")), ("group", "Voor een groep")],
    )
    subjects = forms.MultipleChoiceField(
        label="Waarover?", widget=forms.CheckboxSelectMultiple, choices=[("a", "Wonen"), ("b", "Geld")], required=False
    )
    agreed = forms.BooleanField(label="Ik weet het", help_text="En ik vind het goed.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subjects"].hints = {"b": "Ook schulden."}


def draw(name, form=None, **context):
    form = Form() if form is None else form
    with translation.override("en"):
        return render_to_string("forms/field.html", {"field": form[name], **context})


def tag(html, kind, /, **wanted):
    found = [a for a in Markup(html).of(kind) if all(a.get(key) == value for key, value in wanted.items())]
    assert len(found) == 1, html
    return found[0]


def test_a_text_field_is_labelled_and_described():
    html = draw("name")
    field = tag(html, "input", name="name")
    assert tag(html, "label")["for"] == field["id"]
    assert field["aria-describedby"] == tag(html, "p", **{"class": "hint"})["id"]
    assert "required" in field


def test_an_error_stands_above_its_field_and_describes_it():
    html = draw("name", Form({"name": ""}))
    error = tag(html, "p", **{"class": "err"})
    field = tag(html, "input", name="name")
    assert error["id"] in field["aria-describedby"].split()
    assert field["aria-invalid"] == "true"
    assert html.index('class="err"') < html.index("<input")


def test_what_was_typed_is_kept():
    form = Form({"name": "Żaneta <b>", "story": "Eerste regel", "whom": "group", "subjects": ["b"], "agreed": "on"})
    assert tag(draw("name", form), "input", name="name")["value"] == "Żaneta <b>"
    assert "Eerste regel" in draw("story", form)
    assert "checked" in tag(draw("whom", form), "input", value="group")
    assert "checked" not in tag(draw("whom", form), "input", value="me")
    assert "checked" in tag(draw("subjects", form), "input", value="b")
    assert "checked" in tag(draw("agreed", form), "input", name="agreed")


def test_the_one_question_of_a_page_is_its_heading():
    assert len(Markup(draw("name", heading=True)).of("h1")) == 1
    assert len(Markup(draw("whom", heading=True)).of("h1")) == 1
    assert not Markup(draw("name")).of("h1")


def test_what_may_stay_empty_says_so():
    assert "you may leave this empty" in draw("story")
    assert "you may leave this empty" not in draw("name")
    assert "you may leave this empty" not in draw("story", quiet=True)


@pytest.mark.parametrize(("name", "choice", "hint"), [("whom", "me", "midden"), ("subjects", "b", "schulden")])
def test_a_choice_may_carry_a_hint(name, choice, hint):
    html = draw(name)
    described_by = tag(html, "input", value=choice)["aria-describedby"]
    assert hint in html.split(f'id="{described_by}"')[1].split("</span>")[0]
    assert "Labelled" not in html


def test_choices_form_a_group_described_by_hint_and_error():
    html = draw("whom", Form({}))
    ids = tag(html, "fieldset")["aria-describedby"].split()
    assert ids == ["id_whom_helptext", "id_whom_error"]
    assert all(f'id="{identity}"' in html for identity in ids)
    assert "aria-invalid" not in html  # a radio button knows no such thing


def test_a_checkbox_stands_in_its_label():
    html = draw("agreed")
    assert tag(html, "label")["for"] == tag(html, "input", name="agreed")["id"]
    assert tag(html, "input", name="agreed")["aria-describedby"] == "id_agreed_helptext"


def test_text_follows_the_writing_of_its_writer_and_numbers_never_do():
    assert tag(draw("name"), "input", name="name")["dir"] == "auto"
    assert tag(draw("story"), "textarea", name="story")["dir"] == "auto"
    assert tag(draw("telephone"), "input", name="telephone")["dir"] == "ltr"
    assert tag(draw("email"), "input", name="email")["dir"] == "ltr"


def test_a_hidden_field_draws_nothing_else():
    assert draw("secret").strip() == '<input type="hidden" name="secret" id="id_secret">'


def test_the_summary_leads_to_each_field_that_is_not_right():
    form = Form({"name": "", "email": "x"})
    form.add_error(None, "Iets over het geheel.")
    with translation.override("nl"):
        html = render_to_string("forms/error_summary.html", {"form": form})
    links = [a["href"] for a in Markup(html).of("a")]
    assert links == ["#id_name", "#id_email", "#id_whom_0", "#id_agreed"]
    drawn = "".join(draw(name, form) for name in form.fields)
    assert all(f'id="{link[1:]}"' in drawn for link in links)
    assert "Iets over het geheel." in html
    assert "autofocus" in html


def test_without_errors_there_is_no_summary():
    assert not render_to_string("forms/error_summary.html", {"form": Form()}).strip()


def test_the_notes_give_the_numbers_of_the_organisation(organisation):
    request = RequestFactory().get("/nl/refer/")
    html = render_to_string("forms/notes.html", request=request)
    for number in ("112", "08002000", "0384222526"):
        assert f'href="tel:{number}"' in html
