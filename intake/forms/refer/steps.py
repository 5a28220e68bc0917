"""The steps in their order, and how a draft reads after them: what applies, what is right, what is missing."""

from dataclasses import dataclass, field

from django.utils.datastructures import MultiValueDict

from intake.forms.refer.aware import AdviceForm, AwareForm
from intake.forms.refer.base import Said, StepForm
from intake.forms.refer.check import CheckForm
from intake.forms.refer.contact import ContactForm
from intake.forms.refer.people import PeopleForm
from intake.forms.refer.place import MoreForm, PlaceForm
from intake.forms.refer.story import StoryForm
from intake.forms.refer.who import WhoForm, WorkForm, YouForm
from intake.models import ForWhom

CHECK = "check"
STEPS: dict[str, type[StepForm]] = {
    "who": WhoForm,
    "you": YouForm,
    "work": WorkForm,
    "story": StoryForm,
    "people": PeopleForm,
    "aware": AwareForm,
    "advice": AdviceForm,
    "place": PlaceForm,
    "more": MoreForm,
    "contact": ContactForm,
    CHECK: CheckForm,
}


@dataclass
class Reading:
    """A draft as the questions take it now."""

    organisation: object
    kept: dict  # by step: what was "said", as typed, and which questions were "tried" with it
    steps: list[str] = field(default_factory=list)  # those that apply, in order; the check page is the last
    forms: dict[str, StepForm] = field(default_factory=dict)  # of the steps that are right
    answers: dict = field(default_factory=dict)  # cleaned, of all steps that are right
    before: dict[str, dict] = field(default_factory=dict)  # for each step the answers of those before it
    following: str = CHECK  # the first step that is missing or does not fit

    @property
    def is_for_a_child(self) -> bool:
        return self.answers.get("for_whom") == ForWhom.CHILD

    def may_show(self, step: str) -> bool:
        """Whether this step applies and nothing before it is missing."""
        return step in self.steps and self.steps.index(step) <= self.steps.index(self.following)

    def step_before(self, step: str) -> str:
        """The step that "Back" leads to."""
        order = list(STEPS)
        earlier = [name for name in self.steps if order.index(name) < order.index(step)]
        return earlier[-1] if earlier else self.steps[0]

    def form(self, step: str, data: MultiValueDict | None = None, **kwargs) -> StepForm:
        """The step's form: with `data` as sent now, else with what was kept; its errors only if they were tried."""
        form_class, answers = STEPS[step], self.before.get(step, self.answers)
        kwargs |= {"organisation": self.organisation, "answers": answers}
        if data is not None:
            return form_class(data, **kwargs)
        return as_kept(form_class, self.kept.get(step), **kwargs)


def read(kept: dict, *, organisation) -> Reading:
    """Reads what a draft keeps: which steps apply, what is answered, what is missing."""
    reading = Reading(organisation, kept)
    missing = []
    for name, form_class in STEPS.items():
        if not form_class.applies(reading.answers):
            continue
        reading.steps.append(name)
        reading.before[name] = dict(reading.answers)
        if name == CHECK:
            break
        form = as_kept(form_class, kept.get(name), organisation=organisation, answers=reading.before[name])
        if form.is_bound and form.is_valid():
            reading.forms[name] = form
            reading.answers |= form.cleaned_data
        else:
            missing.append(name)
    reading.following = missing[0] if missing else CHECK
    return reading


def as_kept(form_class: type[StepForm], kept: dict | None, **kwargs) -> StepForm:
    """A form with what was typed before. Bound, so that it tells what is wrong, once all its questions were tried."""
    if kept is None:
        return form_class(**kwargs)
    said = MultiValueDict(kept["said"])
    bound = form_class(said, **kwargs)
    if set(bound.asked) <= set(kept["tried"]):
        return bound
    return form_class(initial=_initial(bound, kept["said"]), **kwargs)


def _initial(form, said: Said):
    return {
        name: values if getattr(form.fields[name].widget, "allow_multiple_selected", False) else values[-1]
        for name, values in said.items()
        if name in form.fields and values
    }
