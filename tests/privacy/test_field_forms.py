"""Sealed fields in forms."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.privacy import NotLooking
from portal.privacy.looking import looking
from portal.privacy.models import Vault
from tests.privacy.diary import Diary, read, write

pytestmark = pytest.mark.usefixtures("diaries")


class DiaryForm(forms.ModelForm):
    class Meta:
        model = Diary
        fields = ["name", "story", "answers", "birthday"]


def test_each_field_has_its_own_kind_of_input():
    fields = DiaryForm().fields
    assert isinstance(fields["name"].widget, forms.TextInput)
    assert isinstance(fields["story"].widget, forms.Textarea)
    assert isinstance(fields["answers"], forms.JSONField)
    assert isinstance(fields["birthday"], forms.DateField)


def test_what_is_typed_is_kept():
    form = DiaryForm(
        {"name": "Samira", "story": "", "answers": '{"a": 1}', "birthday": "2014-02-28"},
        instance=Diary(vault=Vault.objects.open("diary")),
    )
    assert form.is_valid(), form.errors
    diary = read(form.save())
    with looking(diary, by=None, screen="test"):
        assert (diary.name, diary.story, diary.answers) == ("Samira", None, {"a": 1})
        assert diary.birthday == datetime.date(2014, 2, 28)


def test_a_form_shows_what_is_stored_while_looking():
    diary = read(write(name="Samira", answers=12, birthday=datetime.date(2014, 2, 28)))
    with looking(diary, by=None, screen="test"):
        form = DiaryForm(instance=diary)
        page = form.as_p()
        unchanged = DiaryForm({"name": "Samira", "answers": "12", "birthday": "2014-02-28"}, instance=diary)
        assert not {"name", "birthday"} & set(unchanged.changed_data)
    assert "Samira" in page
    assert ">12</textarea>" in page.replace("\n", "")
    assert isinstance(form["birthday"].value(), datetime.date)


def test_a_form_cannot_show_what_nobody_looks_at():
    form = DiaryForm(instance=read(write(name="Samira")))
    with pytest.raises(NotLooking):
        form.as_p()


def test_a_text_that_is_too_long_is_an_error():
    with pytest.raises(ValidationError) as error:
        Diary(vault=Vault.objects.open("diary"), name="x" * 31).full_clean()
    assert set(error.value.message_dict) == {"name"}


def test_a_required_text_must_be_there():
    form = forms.modelform_factory(Diary, fields=["name"])({"name": ""})
    assert form.is_valid()
    field = Diary._meta.get_field("name").clone()
    field.blank = False
    with pytest.raises(ValidationError):
        field.clean("", None)


def test_validating_a_closed_row_leaves_it_closed():
    diary = read(write(name="Samira"))
    diary.title = "nieuw"
    diary.full_clean()
    diary.save()
    diary = read(diary)
    with looking(diary, by=None, screen="test"):
        assert (diary.title, diary.name) == ("nieuw", "Samira")


@pytest.mark.parametrize("title", ["short", "long"])
def test_constraints_on_sealed_fields_are_left_to_the_database(title):
    vault = Vault.objects.open("diary")
    for diary in (Diary(vault=vault, title=title, story="Samira"), read(write(vault, title=title, story="Samira"))):
        with CaptureQueriesContext(connection) as queries:
            diary.full_clean()
        assert "Samira" not in str(queries.captured_queries)
