"""The canary's way through a conference: from the question to a closed case, by everybody's own pages."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.models import (
    About,
    Agreement,
    Case,
    Claim,
    FollowUp,
    Moment,
    Referral,
    RefusalGround,
    VerdictAbout,
    parts_of,
)
from intake.states import ReferralState
from tests.canary_typed import WORD, filled, get_codes, send, sign_in, take_step, write
from tests.intake.matched import coordinator_in, user_of
from training.models import Coordinator, Scope

TOMORROW = timezone.localdate() + timedelta(days=1)
YESTERDAY = timezone.localdate() - timedelta(days=1)


def do_a_conference(staff, own):
    """With a referral that was received; `own` is the browser of the first coordinator, who stops."""
    Journey(staff).go(own)


def decide_themselves(staff):
    """A conference, with a referral that was received, of which nobody else has to accept the plan."""
    Journey(staff).go_alone()


class Journey:
    """Three browsers: of staff, of the coordinator who does it now, of somebody whom it is about."""

    def __init__(self, staff):
        self.staff = staff

    def go(self, first):
        self.accept()
        self.take(Coordinator.objects.get(), first)
        self.send("case_end")
        self.take(*self.somebody_else())
        self.by_code("another_coordinator")
        self.take(*self.somebody_else())
        self.prepare()
        self.worry_and_wait()
        self.invite_and_hold()
        self.write_plan()
        self.have_it_refused()
        self.take_it_back()
        codes = self.have_it_accepted()
        self.claim()
        self.tell_how_it_goes(codes)
        for name in ("close", "reopen_plan"):
            take_step(self.staff, "cases", self.case, name)
        self.by_code("stop")
        assert WORD in self.bench()

    def go_alone(self):
        self.accept(but="acceptor")
        self.take(*self.somebody_else())
        self.prepare()
        self.invite_and_hold()
        self.write_plan()
        self.judge()
        self.by_code("stop")

    def accept(self, but=""):
        referral = Referral.objects.get(state=ReferralState.RECEIVED)
        steps = ("start_talk", "record_agreement", "accept")
        answered = [take_step(self.staff, "referrals", referral, name) for name in steps][-1]
        self.case = Case.objects.get(referral=referral)
        self.core = self.follow(answered.context["result"].codes[0].code)
        for name in {"question", "requirement", "acceptor", "financing"} - {but}:
            self.write(name)
        take_step(self.staff, "cases", self.case, "settle_question")
        later = (timezone.localdate() + timedelta(days=40)).isoformat()
        self.write("wishes", language="nl", from_day=later, until_day=later)
        self.by_code("decide", "question", answer="otherwise")

    def somebody_else(self):
        own, coordinator = Client(), coordinator_in(self.case.region, scopes=[Scope.WORK])
        sign_in(own, user_of(coordinator))
        return coordinator, own

    def take(self, coordinator, own):
        """They are asked, want to know more, and accept."""
        self.own = own
        self.write("ask", query={"coordinator": str(coordinator.pk)}, days="5")
        self.assignment = self.case.assignments.get(coordinator=coordinator)
        assert WORD in self.read("case")
        own.post(self.address("case_interested"))
        form = own.get(self.address("case")).context["form"]
        # Where they work is another body than those that are involved.
        own.post(self.address("case_accept"), filled(form, employer=f"{WORD}bakers"))
        assert WORD in self.read("case")

    def prepare(self):
        self.read("circle")  # who is in the middle stands in it from the first look on
        told = {"needs": "arranged", "coming": "comes", "contact": "spoken", "shares_contact": "", "is_hidden": ""}
        self.send("participant_add", **told, is_child="")
        self.send("participant_add", **told)
        self.send("participant_add", **told | {"is_hidden": "on"}, is_child="")
        self.adult, self.child, hidden = self.case.participants.filter(is_core=False).order_by("added_at")
        self.send("participant", self.adult.pk, **told, is_child="", invited_by=f"{WORD} too")
        self.send("participant_remove", hidden.pk)
        self.send("conference", day=TOMORROW.isoformat())
        assert WORD in self.read("circle")
        assert WORD in self.read("conference")
        for about in (About.CIRCLE, About.DATE):
            self.by_code("decide", about, answer="yes")

    def worry_and_wait(self):
        self.send("messages")
        self.write("case_message")
        assert self.read("messages").count(WORD) > 1
        self.send("worry")
        self.by_code("worry")
        self.write("concern")
        for _worry in range(3):
            self.write("settle_concern")
        self.send("hold", until=TOMORROW.isoformat())
        self.by_code("go_on")
        self.by_code("hold", until=TOMORROW.isoformat())
        self.write("resume")
        self.write("pause", until="")
        self.send("go_on")
        self.write("read_decisions")

    def invite_and_hold(self):
        assert self.own.post(self.address("invitations"), {"participant": "all"}).status_code == 302
        self.read("invitations", "preparation_sheet", "invitation_letters")
        self.read("invitation_letter", "invitation_calendar", of=self.adult.pk)
        times = {}
        for number, part in enumerate(parts_of(self.case.model)):
            times |= {f"begins_{part.key}": f"1{number}:00", f"ends_{part.key}": f"1{number}:50"}
        self.send("held", day=YESTERDAY.isoformat(), **times)
        assert WORD in self.read("conference")

    def write_plan(self):
        self.send("plan_around")
        self.send("plan_import", text=f"{WORD} one\n{WORD} two")
        self.send("plan_agreement", often="if_then")
        first, second, last = Agreement.objects.filter(plan__case=self.case)
        self.send("plan_change", second.pk, often="if_then")
        self.send("plan_remove", first.pk)
        self.own.post(self.address("plan_order"), {"up": str(last.pk)})
        assert WORD in self.read("plan")

    def have_it_refused(self):
        """Who must accept it answers by code: the third answer is no, and says what would be acceptable."""
        acceptor = self.follow(self.codes("acceptor_code").code)
        self.send("plan_present")
        requirement = str(self.case.minimumrequirements.get().pk)
        self.by_code("decide", "plan", answer="otherwise")
        answers = dict.fromkeys(VerdictAbout.values, "yes") | {VerdictAbout.WORKABLE.value: "no"}
        for about, answer in answers.items():
            assert WORD in acceptor.get(reverse("intake:plan_read")).content.decode()
            told = {"holds": answer, "ground": RefusalGround.REQUIREMENT, "requirement": requirement}
            send(acceptor, reverse("intake:plan_answer", args=[about]), **told)
        assert self.case.plan.state == "writing"
        assert self.read("plan_revision", of=1).count(WORD) > 1

    def take_it_back(self):
        """Twice it goes back although nobody refused: their coordinator says so, and staff."""
        self.send("plan_present")
        self.send("plan_return")
        self.send("plan_present")
        self.write("return_plan")

    def judge(self):
        """The circle itself refuses, changes it, accepts it, and changes its mind."""
        requirement = str(self.case.minimumrequirements.get().pk)
        for last in ("no", "yes"):
            self.send("plan_present")
            for about in VerdictAbout.values:
                told = {"ground": RefusalGround.REQUIREMENT, "requirement": requirement}
                self.send("plan_judge", about, holds=last if about == VerdictAbout.WORKABLE else "yes", **told)
        self.send("plan_accept")
        self.send("plan_return")
        assert self.read("plan_revision", of=1).count(WORD) > 1

    def have_it_accepted(self):
        self.send("plan_present")
        for about in VerdictAbout.values:
            self.write("paper_verdict", about=about, holds="yes")
        self.write("paper_accept")
        chosen = [str(self.adult.pk), str(self.child.pk)]
        given = get_codes(self.own, self.address("plan_give"), recipients=chosen)["codes"]
        codes = {issued.participant.pk: issued.code for issued in given}
        for key, code in codes.items():
            self.own.post(self.address("plan_pdf"), {"participant": str(key), "code": code})
        self.read("plan_pdf", "plan_calendar")
        codes[self.adult.pk] = self.codes("recipient_code", participant=str(self.adult.pk)).code
        return codes

    def claim(self):
        for _line in range(2):
            self.send("claim", kind="expense")
        assert WORD in self.read("claim")
        claim = Claim.objects.get()
        self.own.post(self.address("claim_remove"), {"line": str(claim.lines.first().pk)})
        self.own.post(self.address("claim_hand_in"))
        self.write("send_claim_back")
        assert WORD in self.read("claim")
        self.own.post(self.address("claim_hand_in"))
        self.write("approve_claim")

    def tell_how_it_goes(self, codes):
        self.send("follow_up")
        today = timezone.localdate()
        # Three months go by.
        FollowUp.objects.filter(case=self.case, moment=Moment.THREE_MONTHS).update(due_on=today)
        for code in codes.values():
            recipient = self.follow(code)
            for name in ("plan_read", "plan_paper", "plan_days"):
                assert recipient.get(reverse(f"intake:{name}")).status_code == 200
            assert WORD in recipient.get(reverse("intake:plan_read")).content.decode()
            send(recipient, reverse("intake:follow_up_reply"))
        send(recipient, reverse("intake:plan_worry"))
        self.write("settle_concern")
        self.write("three_months")

    def address(self, name, *keys):
        return reverse(f"intake:my_{name}", args=[self.assignment.pk, *keys])

    def send(self, name, *keys, **chosen):
        """A form on the pages of the coordinator."""
        send(self.own, self.address(name, *keys), **chosen)

    def read(self, *names, of=None):
        """What stands on pages of the coordinator: on the last of them."""
        for name in names:
            address = self.address(name, *([of] if of else []))
            page = self.own.get(address)
            assert page.status_code == 200, address
        return page.content.decode(errors="ignore")

    def write(self, name, query=None, **chosen):
        """An entry on the workbench."""
        write(self.staff, "cases", self.case, name, query, **chosen)

    def codes(self, name, **chosen):
        """An entry that answers with a code."""
        return get_codes(self.staff, reverse("cases:entry", args=[self.case.pk, name]), **chosen)["result"]

    def bench(self):
        return self.staff.get(reverse("cases:inspect", args=[self.case.pk])).content.decode()

    def follow(self, code):
        """A browser in which number and code were typed."""
        client, address = Client(), reverse("intake:follow")
        form = client.get(address).context["form"]
        answered = client.post(address, filled(form, reference=self.case.reference, code=code))
        assert answered.status_code == 302, answered.context["form"].errors
        return client

    def by_code(self, name, *keys, **chosen):
        """What somebody whom it is about does with their own code."""
        assert self.core.get(reverse("intake:followed")).status_code == 200
        send(self.core, reverse(f"intake:{name}", args=keys), **chosen)
