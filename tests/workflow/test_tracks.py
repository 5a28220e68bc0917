"""Tables: what they answer, and which mistakes in them are refused when they are read in."""

import pytest
from django.db import IntegrityError, transaction

from intake.models import Referral
from portal.workflow import register
from portal.workflow.registry import tracked_models
from portal.workflow.tracks import Transition
from tests.intake.factories import make_referral
from tests.workflow.factories import TRANSITIONS, OneLabel, Shade, make_track, transition


def test_states_have_a_label_for_staff_and_one_for_everybody_else():
    assert Shade.choices[0] == ("white", "White")
    assert Shade.WHITE.label == "White"
    assert Shade.WHITE.public_label == "Clear"


def test_a_state_with_one_label_reads_the_same_for_all():
    assert (Shade.BLACK.label, Shade.BLACK.public_label) == ("Black", "Black")


def test_djangos_own_choices_serve_as_states():
    track = make_track(
        states=OneLabel, initial="on", transitions=[transition("stop", "on", "off")], conditions={}, notes={}
    )
    assert track.public_label("off") == "Off"


def test_a_single_source_or_condition_is_not_taken_apart_into_letters():
    line = make_track().transition("blacken")
    assert line.sources == (Shade.GREY,)
    assert line.conditions == ("has_paint",)


def test_a_transition_reads_its_label_in_the_log_unless_it_has_words_of_its_own():
    assert transition("stir", "grey", "grey").log_label == "Stir"
    assert transition("stir", "grey", "grey", done="Stirred").log_label == "Stirred"


def test_transition_with_an_unknown_name_is_a_mistake_in_code():
    with pytest.raises(LookupError, match="tests.shade has no transition 'whiten'"):
        make_track().transition("whiten")


def test_leaving_gives_the_steps_from_a_state_in_the_order_of_the_table():
    track = make_track()
    assert [line.name for line in track.leaving(Shade.WHITE)] == ["darken", "pause", "break"]
    assert track.leaving(Shade.BLACK) == []
    assert track.end_states == [Shade.BLACK, Shade.BROKEN]


def test_permissions_lists_each_of_the_apps_own_once():
    elsewhere = transition("sell", Shade.GREY, Shade.BLACK, permission="training.sell")
    track = make_track(transitions=(*TRANSITIONS, elsewhere))
    assert track.permissions("intake") == [("paint", "Paint"), ("blacken", "Blacken")]
    assert track.permissions("training") == [("sell", "Sell")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"transitions": (*TRANSITIONS, transition("darken", "white", "grey"))}, "darken stands in the table twice"),
        ({"notes": {"darken": "Darkened"}}, "darken stands in the table twice"),
        ({"transitions": (*TRANSITIONS, transition("dye", "white", "red"))}, "dye names the unknown state red"),
        ({"transitions": (*TRANSITIONS, transition("dye", "red", "white"))}, "dye names the unknown state red"),
        ({"conditions": {}}, "blacken does not say what is missing without has_paint"),
        ({"initial": "red"}, "the initial state red is unknown"),
        ({"transitions": TRANSITIONS[2:]}, "nothing leads to black, grey"),
        ({"transitions": (*TRANSITIONS, transition("dye", "white", "grey", permission="dye"))}, "app_label.codename"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(changes, problem):
    with pytest.raises(ValueError, match=problem):
        make_track(**changes)


def test_register_refuses_another_track_than_the_models_own():
    with pytest.raises(Exception, match="Referral.track is not the track tests.shade"):
        register(make_track(), Referral)


def test_register_twice_is_once():
    register(Referral.track, Referral)
    assert tracked_models().count(Referral) == 1


def test_state_is_no_field_of_any_form():
    assert Referral._meta.get_field("state").editable is False
    assert Referral().state == "received"


@pytest.mark.django_db
def test_the_database_refuses_a_state_that_the_track_does_not_know():
    referral = make_referral()
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state="forgotten")


def test_the_words_of_states_do_not_reach_the_migrations():
    _name, path, _args, kwargs = Referral._meta.get_field("state").deconstruct()
    assert path == "django.db.models.CharField"
    assert "choices" not in kwargs


def test_transition_is_frozen():
    with pytest.raises(AttributeError):
        make_track().transition("stir").target = "black"
    assert isinstance(make_track().transition("stir"), Transition)
