"""What is going on, in one's own words."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.forms.refer.base import ERRORS, Lines, StepForm
from intake.models import Subject

STORY_LENGTH = 10_000


class StoryForm(StepForm):
    title = _("What is going on?")
    lead = _("Write as much or as little as you like. You can talk about the rest later.")
    labels = {"story": _("In your words"), "subjects": _("Subjects")}

    story = Lines(
        label=_("Tell it in your own words"),
        help_text=_("A few sentences are enough. What should be different?"),
        required=True,
        error=_("Write in a few words what is going on."),
        max_length=STORY_LENGTH,
        rows=7,
    )
    subjects = forms.MultipleChoiceField(
        label=_("What is it about?"),
        help_text=_("You may choose several."),
        choices=Subject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=ERRORS,
    )

    def suit(self):
        self.fields["subjects"].in_columns = True
        if self.is_child:
            self.title = pgettext_lazy("child", "What is going on?")
            self.lead = pgettext_lazy("child", "You can write anything. It does not have to be neat.")
            self.labels = {}  # the question itself: the short one is for grown-ups
            story = self.fields["story"]
            story.label = pgettext_lazy("child", "Tell it in your own words")
            story.help_text = pgettext_lazy("child", "What do you wish were different?")
            story.error_messages["required"] = pgettext_lazy("child", "Write a few words about what is going on.")
            self.keep("story")
