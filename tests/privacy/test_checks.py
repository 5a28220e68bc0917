import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.models import ClusterableModel

from portal.privacy import checks
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.privacy.register import our_models, sensitivity


def ids(errors):
    return sorted(error.id for error in errors)


def test_every_field_of_ours_is_sealed_or_labelled():
    assert [error.msg for error in checks.check_labels(None)] == []
    assert len(our_models()) > 10


def test_every_sealed_model_shuts_its_side_doors():
    assert [error.msg for error in checks.check_sealed_models(None)] == []


@isolate_apps("portal.privacy")
def test_an_unlabelled_field_is_named():
    class Note(models.Model):
        SENSITIVITY = {"id": Plain.KEY}
        remark = models.TextField()

        class Meta:
            app_label = "privacy"

    (error,) = checks._label_errors(Note)
    assert error.id == "privacy.E002"
    assert "privacy.Note.remark" in error.msg


@isolate_apps("portal.privacy")
def test_labels_come_from_bases_and_as_text():
    class Base(models.Model):
        SENSITIVITY = {"id": Plain.KEY, "state": Plain.TECHNICAL}
        state = models.CharField(max_length=5)

        class Meta:
            abstract = True
            app_label = "privacy"

    class Note(Base):
        SENSITIVITY = {"state": "state", "place": "place"}
        place = models.CharField(max_length=5)

        class Meta:
            app_label = "privacy"

    assert list(checks._label_errors(Note)) == []
    assert sensitivity(Note) == {"id": "key", "state": "state", "place": "place"}


@isolate_apps("portal.privacy")
def test_labels_that_are_wrong_are_named():
    class Note(SealedModel):
        SENSITIVITY = {"words": Plain.WORDING, "gone": Plain.KEY, "count": "number"}
        sealed_as = "tests.note"
        words = SealedTextField()
        count = models.IntegerField()

        class Meta:
            app_label = "privacy"

    assert ids(checks._label_errors(Note)) == ["privacy.E003", "privacy.E004", "privacy.E005"]


@isolate_apps("portal.privacy")
def test_sealed_fields_need_a_sealed_model():
    class Note(models.Model):
        words = SealedTextField()

        class Meta:
            app_label = "privacy"

    assert ids(checks._door_errors(Note)) == ["privacy.E013"]


@isolate_apps("portal.privacy")
def test_open_side_doors_are_named():
    class Note(SealedModel, ClusterableModel):
        sealed_as = "tests.note"
        wagtail_reference_index_ignore = False
        words = SealedTextField()

        class Meta:
            app_label = "privacy"

        def __str__(self):
            return self.words

    assert ids(checks._door_errors(Note)) == ["privacy.E014", "privacy.E014", "privacy.E015"]


@pytest.mark.parametrize(("name", "expected"), [("", "privacy.E011"), ("tests.same", "privacy.E012")])
def test_every_sealed_model_has_a_name_of_its_own(monkeypatch, name, expected):
    with isolate_apps("portal.privacy"):

        class One(SealedModel):
            sealed_as = name

            class Meta:
                app_label = "privacy"

        class Other(SealedModel):
            sealed_as = name

            class Meta:
                app_label = "privacy"

    monkeypatch.setattr(apps, "get_models", lambda: [One, Other])
    assert set(ids(checks.check_sealed_models(None))) == {expected}
