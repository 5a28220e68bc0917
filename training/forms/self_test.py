"""The self-test on the page about the work: the points of the profile, to recognise oneself in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import ProfilePoint

# Of the other points: from how many on it looks as if the work fits.
_MUCH = 9


class SelfTestForm(forms.Form):
    """Nothing of it is stored, nor does it stand in an address: the page that answers is all there is of it."""

    points = forms.MultipleChoiceField(
        label=_("What do you recognise in yourself?"),
        help_text=_("Tick what fits you. We keep nothing of this, and nobody sees it but you."),
        choices=ProfilePoint.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    points.is_quiet = True

    @property
    def recognised(self) -> set[str]:
        """Of what was ticked the points that exist; what else a browser sends is passed over."""
        said = self.data.getlist("points") if self.is_bound else []
        return {point for point in said if point in ProfilePoint.values}

    @property
    def others(self) -> list[str]:
        """The points that were not ticked, in words, without that about being independent."""
        return [
            str(point.label)
            for point in ProfilePoint
            if point.value not in self.recognised and point != ProfilePoint.INDEPENDENT
        ]

    @property
    def is_independent(self) -> bool:
        return ProfilePoint.INDEPENDENT in self.recognised

    @property
    def fits(self) -> str:
        """ "all", "much" or "some": never that it does not."""
        if not self.others:
            return "all"
        others = len(ProfilePoint) - 1
        return "much" if others - len(self.others) >= _MUCH else "some"
