"""A form about a row that somebody else may change while it is filled in: it tells what stands there by now."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext

from portal.privacy.models import SealedModel


class EditionForm(forms.Form):
    """Carries the edition of the row that it was drawn from, to the action that refuses an old one."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def show_row(self, row: SealedModel | SimpleNamespace) -> None:
        """Fills in what is known, a row or what a form makes of one; called while looking at it.

        What was typed stays. Beside what differs stands what is stored now, and saving again is then a choice.
        """
        names = [name for name in self.fields if hasattr(row, name)]
        for name in names:
            self.initial[name] = getattr(row, name)
        if not self.is_bound or self.data.get(self.add_prefix("edition")) == str(row.edition):
            return
        for name in names:
            if name != "edition" and not self._is_same(name, getattr(row, name)):
                self.add_error(name, gettext("In the meantime it is: %(now)s") % {"now": self._in_words(name, row)})
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("edition")] = str(row.edition)
        self.data = data

    def _is_same(self, name, stored):
        return not self.fields[name].has_changed(stored, self[name].data)

    def _in_words(self, name, row):
        stored = getattr(row, name)
        if isinstance(stored, bool):
            return gettext("yes") if stored else gettext("no")
        labels = dict(getattr(self.fields[name], "choices", ()))
        found = [str(labels.get(one, one)) for one in (stored if isinstance(stored, list) else [stored]) if one]
        return ", ".join(found) or gettext("empty")
