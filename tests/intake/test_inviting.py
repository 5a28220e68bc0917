"""Invitations: who gets one and when, letters in their reader's language, and nothing of anybody else in them."""

import subprocess
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from intake.actions.inviting import invite, invite_all
from intake.actions.pausing import pause_case
from intake.actions.safety import raise_concern
from intake.models import CaseQuestion, Conference, CorePerson, Participant, Referral
from portal.outbound.pdf import can_render
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.prepared import member, plan_day, prepared_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
with_pdf = pytest.mark.skipif(not can_render(), reason="pango is missing")


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def prepared():
    return prepared_case()


@pytest.fixture
def own(as_user, prepared):
    return as_user(user_of(prepared.coordinator))


def page_of(assignment, act=""):
    return f"/en/my/cases/{assignment.pk}/invitations/{act and act + '/'}"


def text_of(response):
    return response.content.decode()


def words_of(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    told = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(told, input=response.content, capture_output=True, check=True).stdout.decode()


def asked(participant, *, by=None):
    row = Participant.objects.select_related("case").get(pk=participant.pk)
    with looking(row.case, by=None, screen="tests"):
        return invite(row, by=by or user_of(row.case.assignments.get().coordinator))


def of_violence(case):
    with looking(case, by=None, screen="tests"):
        referral = Referral.objects.get(pk=case.referral_id)
        referral.subjects = ["violence"]
        referral.save()


class TestWho:
    def test_an_invitation_is_for_the_day_that_stands(self, prepared):
        hafida = member(prepared.case)
        plan_day(prepared)
        assert asked(hafida).invited_edition == 1
        plan_day(prepared, days=12)
        hafida.refresh_from_db()
        assert hafida.invited_edition != Conference.objects.get().day_edition

    @pytest.mark.parametrize("fields", [{"coming": "not"}, {"contact": "tried"}, {"contact": "not_yet"}])
    def test_not_who_stays_away_nor_whom_nobody_spoke_to(self, prepared, fields):
        somebody = member(prepared.case, **fields)
        plan_day(prepared)
        with pytest.raises(NotPossible):
            asked(somebody)
        with looking(prepared.case, by=None, screen="tests"):
            assert invite_all(prepared.case, by=prepared.case.region.manager) == []

    @pytest.mark.parametrize("fields", [{"starts_at": None}, {"place": ""}])
    def test_not_without_day_and_place(self, prepared, fields):
        hafida = member(prepared.case)
        plan_day(prepared, **fields)
        with pytest.raises(NotPossible):
            asked(hafida)

    def test_not_for_a_day_that_is_past(self, prepared):
        hafida = member(prepared.case)
        plan_day(prepared)
        Conference.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
        with pytest.raises(NotPossible):
            asked(hafida)

    def test_where_violence_is_spoken_of_it_must_be_safe_first(self, prepared):
        hafida = member(prepared.case)
        of_violence(prepared.case)
        plan_day(prepared)
        with pytest.raises(NotPossible):
            asked(hafida)
        plan_day(prepared, safety_plan="Papa komt met opa, mama met tante")
        assert asked(hafida).invited_at

    def test_not_while_somebody_is_worried_or_it_is_on_hold(self, prepared):
        hafida = member(prepared.case)
        by = user_of(prepared.coordinator)
        plan_day(prepared)
        pause_case(prepared.case, by=by, reason="Rust")
        with pytest.raises(NotPossible):
            asked(hafida)
        raise_concern(prepared.case, by=by, text="Hij staat voor de deur")
        with pytest.raises(NotPossible):
            asked(hafida)

    def test_not_where_a_secret_address_became_the_place(self, prepared):
        hafida = member(prepared.case)
        plan_day(prepared, place="Geheimstraat 7")
        member(prepared.case, "Samira", address="geheimstraat 7", is_hidden=True)
        with pytest.raises(NotPossible):
            asked(hafida)

    def test_manager_may_and_others_may_not(self, prepared):
        hafida = member(prepared.case)
        plan_day(prepared)
        assert asked(hafida, by=prepared.case.region.manager).invited_at
        elsewhere = make_region()
        for stranger in (make_manager(elsewhere), user_of(coordinator_in(elsewhere))):
            with pytest.raises(NotAllowed):
                asked(hafida, by=stranger)

    def test_all_at_once_are_those_without_one(self, prepared):
        first, second = member(prepared.case), member(prepared.case, "Karim")
        member(prepared.case, "Nee", coming="not")
        plan_day(prepared)
        asked(first)
        with looking(prepared.case, by=None, screen="tests"):
            made = invite_all(prepared.case, by=user_of(prepared.coordinator))
        assert [one.pk for one in made] == [second.pk]


class TestPages:
    def test_made_and_then_there_on_paper(self, own, prepared):
        hafida = member(prepared.case)
        plan_day(prepared)
        assert own.get(page_of(prepared, f"{hafida.pk}/letter")).status_code == 404
        assert "Make 1 invitation" in text_of(own.get(page_of(prepared)))
        assert own.post(page_of(prepared), {"participant": str(hafida.pk)}).status_code == 302
        assert f"{hafida.pk}/letter" in text_of(own.get(page_of(prepared)))

    def test_all(self, own, prepared):
        member(prepared.case)
        member(prepared.case, "Karim")
        plan_day(prepared)
        answer = own.post(page_of(prepared), {"participant": "all"}, follow=True)
        assert "2 invitations are ready." in text_of(answer)

    @pytest.mark.parametrize("key", ["", "nonsense", "5d0c2a4e-0000-4000-8000-000000000000"])
    def test_nobody_of_that_name(self, own, prepared, key):
        plan_day(prepared)
        assert own.post(page_of(prepared), {"participant": key}).status_code == 404

    def test_somebody_of_another_case_is_not_there(self, own, prepared):
        other = prepared_case()
        foreign = member(other.case)
        plan_day(other)
        asked(foreign)
        plan_day(prepared)
        assert own.post(page_of(prepared), {"participant": str(foreign.pk)}).status_code == 404
        for act in (f"{foreign.pk}/letter", f"{foreign.pk}/calendar", "letters"):
            assert own.get(page_of(prepared, act)).status_code == 404

    def test_what_hinders_is_said(self, own, prepared):
        member(prepared.case)
        assert "First choose the day and the place together." in text_of(own.get(page_of(prepared)))
        page = own.post(page_of(prepared), {"participant": "all"})
        assert page.status_code == 422

    def test_a_letter_for_another_day_is_not_printed_any_more(self, own, prepared):
        hafida = member(prepared.case)
        plan_day(prepared)
        asked(hafida)
        plan_day(prepared, days=12)
        assert own.get(page_of(prepared, f"{hafida.pk}/letter")).status_code == 404
        assert "Was invited for another day or place." in text_of(own.get(page_of(prepared)))

    def test_no_letter_goes_out_while_somebody_is_worried(self, own, prepared):
        hafida = member(prepared.case)
        plan_day(prepared)
        asked(hafida)
        raise_concern(prepared.case, by=user_of(prepared.coordinator), text="Hij staat voor de deur")
        for act in (f"{hafida.pk}/letter", f"{hafida.pk}/calendar", "letters"):
            assert own.get(page_of(prepared, act)).status_code == 302
        assert "/letter" not in text_of(own.get(page_of(prepared)))

    def test_many_people_cost_no_more(self, own, prepared):
        member(prepared.case)
        plan_day(prepared)
        own.get(page_of(prepared))
        few = queries_of(own, page_of(prepared))
        for number in range(39):
            member(prepared.case, f"Nummer {number}")
        assert queries_of(own, page_of(prepared)) == few


class TestFiles:
    def test_calendar_tells_day_and_place_and_nothing_of_what_it_is_about(self, own, prepared):
        hafida = member(prepared.case, language="nl")
        plan_day(prepared)
        asked(hafida)
        response = own.get(page_of(prepared, f"{hafida.pk}/calendar"))
        calendar = response.content.decode()
        assert response["Content-Type"].startswith("text/calendar")
        assert "no-store" in response["Cache-Control"]
        assert "Lindelaan 4" in calendar
        assert "Hafida" not in calendar

    @with_pdf
    def test_each_reads_their_own_language_and_nothing_of_others(self, own, prepared):
        case = prepared.case
        with looking(case, by=None, screen="tests"):
            CaseQuestion.objects.filter(case=case).delete()
            CaseQuestion.objects.create(
                vault=case.vault, case=case, text="Wat is er nodig voor Sem?", language="nl",
                written_by=case.region.manager,
            )  # fmt: skip
        told = {"telephone": "06 9999 1111", "email": "karim@example.org", "address": "Zijstraat 3", "is_hidden": True}
        karim = member(case, "Karim", **told)
        hafida = member(case, "حفيظة", language="ar")
        plan_day(prepared)
        for one in (hafida, karim):
            asked(one)
        letter = words_of(own.get(page_of(prepared, f"{hafida.pk}/letter")))
        assert "Sem" in letter
        assert "Lindelaan 4" in letter
        assert any("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufeff" for sign in letter)
        dutch = words_of(own.get(page_of(prepared, f"{karim.pk}/letter")))
        assert "14:00" in dutch
        for secret in ("Karim", "9999", "karim@", "Zijstraat"):
            assert secret not in letter
        for secret in ("9999", "karim@", "Zijstraat"):
            assert secret not in dutch

    @with_pdf
    def test_a_child_reads_other_words_than_a_grown_up(self, own, prepared):
        grown_up = member(prepared.case, "Tante", language="en")
        child = member(prepared.case, "Sem", language="en", is_child=True, large_type=True)
        plan_day(prepared)
        for one in (grown_up, child):
            asked(one)
        assert "You are invited" in words_of(own.get(page_of(prepared, f"{grown_up.pk}/letter")))
        assert "Will you come?" in words_of(own.get(page_of(prepared, f"{child.pk}/letter")))

    @with_pdf
    def test_who_gives_information_is_not_asked_to_private_time(self, own, prepared):
        mentor = member(prepared.case, "Mentor", language="en", capacity="informant", open_parts=["presentation"])
        plan_day(prepared)
        asked(mentor)
        letter = words_of(own.get(page_of(prepared, f"{mentor.pk}/letter")))
        assert "Presentation" in letter
        assert "Private time" not in letter
        assert "Your part comes later" in " ".join(letter.split())

    @with_pdf
    def test_where_there_are_sides_nobody_reads_a_name_of_the_other(self, own, as_user):
        prepared = prepared_case(model="restorative")
        case = prepared.case
        referral = case.referral
        sides = [
            CorePerson.objects.create(vault=referral.vault, referral=referral, name=name, kind=kind)
            for name, kind in (("Geschade", "harmed"), ("Verantwoorde", "responsible"))
        ]
        friend = member(case, "Vriend", side=sides[0], language="en")
        expert = member(case, "Deskundige", capacity="informant", language="en")
        plan_day(prepared)
        client = as_user(user_of(prepared.coordinator))
        for one in (friend, expert):
            asked(one)
        letter = words_of(client.get(page_of(prepared, f"{friend.pk}/letter")))
        assert "Geschade" in letter
        assert "Verantwoorde" not in letter
        letter = words_of(client.get(page_of(prepared, f"{expert.pk}/letter")))
        assert "Geschade" not in letter
        assert "Verantwoorde" not in letter

    @with_pdf
    def test_all_letters_together(self, own, prepared):
        people = [member(prepared.case, name, language=code) for name, code in (("Anna", "nl"), ("Selma", "tr"))]
        member(prepared.case, "Zonder", coming="not")
        plan_day(prepared)
        for one in people:
            asked(one)
        words = words_of(own.get(page_of(prepared, "letters")))
        assert words.count("\f") == 2
        assert all(name in words for name in ("Anna", "Selma"))
        assert "Zonder" not in words

    @with_pdf
    def test_the_sheet_leaves_a_secret_address_out_and_each_opening_is_a_line(self, own, prepared):
        told = {"telephone": "06 9999 1111", "address": "Geheimstraat 7", "is_hidden": True, "arranged": "Taxi"}
        member(prepared.case, "Samira", **told)
        before = AccessLogEntry.objects.count()
        words = words_of(own.get(f"/en/my/cases/{prepared.pk}/preparation/"))
        assert AccessLogEntry.objects.count() > before
        assert all(part in words for part in ("Samira", "9999", "Taxi", "The address is secret"))
        assert "Geheimstraat" not in words


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
