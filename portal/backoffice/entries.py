"""Entries: what staff write on a workbench without moving the row (a note, a call attempt, a message)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from portal.backoffice.asking import AskingView, Drawn, LeadsTo
from portal.workflow.tracks import Text


class EntryForm(forms.Form):
    """What is written. A subclass adds fields, which reach the action by their names.

    Fields that need something sealed to be drawn (names to choose from) get it in `show`, which runs only when the
    page is drawn, while somebody is looking: then the EntryAction says `looks=True`.
    """

    drawn = Drawn()

    def __init__(self, *args, obj, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.obj, self.user = obj, user

    def show(self):
        """Completes the fields with what is sealed; called while looking at `obj`."""

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields that belong together, each group under its own words; asked for when the page is drawn."""
        return []

    def ungrouped(self) -> list[forms.BoundField]:
        """What stands below the groups."""
        grouped = {field.name for _words, fields in self.groups() for field in fields}
        return [field for field in self.visible_fields() if field.name not in grouped]


@dataclass(frozen=True)
class EntryAction:
    """What a viewset offers to write: `action(obj, *, by, **what the form asks)` keeps it or raises NotPossible.

    `permission` must be held by a role of the user ("intake.write_note"), and the row be among theirs. `label` is title
    and button; `done` the message afterwards. `panel` names the panel of the workbench to go back to. `consequences`
    says, sentence by sentence, what else will happen. `answer`, `leads_to` and `again` are those of a StepAction.
    `template` (extends backoffice/entry.html) asks, where more is to be read than the form.
    """

    action: Callable
    permission: str
    form: type[EntryForm]
    label: Text
    looks: bool = False
    panel: str = ""
    consequences: tuple[Text, ...] = ()
    answer: str = ""
    leads_to: LeadsTo | None = None
    again: Callable | None = None
    template: str = ""
    done: Text = _("Saved")


class EntryView(AskingView):
    template_name = "backoffice/entry.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["entry"] not in self.viewset.entries:
            raise Http404
        self.asked = self.viewset.entries[kwargs["entry"]]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(self.asked.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, data=None, files=None):
        return self.asked.form(data, files, obj=self.object, user=self.request.user)

    def get_template_names(self):
        if self.asked.template and self.template_name == EntryView.template_name:
            return [self.asked.template]
        return super().get_template_names()

    def get_label(self):
        return self.asked.label

    def get_success_message(self):
        return f"{self.object}: {self.asked.done}"

    def get_anchor(self):
        return self.asked.panel

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"consequences": self.asked.consequences}


class InlineEntry(Component):
    """The form of an entry inside a panel: it posts to the entry's own address, which also shows what was wrong."""

    template_name = "backoffice/entry_inline.html"

    def __init__(self, form, *, address: str, label: Text):
        self.form, self.address, self.label = form, address, label

    def get_context_data(self, parent_context):
        return {
            "form": self.form,
            "address": self.address,
            "label": self.label,
            "csrf_token": parent_context.get("csrf_token"),
        }


class EntryForms(Mapping):
    """The entries that this user may write on this row, each made when a template asks for it.

    Only while looking at `obj`: `{% if entry_forms.note %}{% component entry_forms.note %}{% endif %}`.
    """

    def __init__(self, viewset, obj, user):
        self.viewset, self.obj, self.user = viewset, obj, user
        self._may = [name for name, entry in viewset.entries.items() if user.holds(entry.permission)]

    def __getitem__(self, name: str) -> InlineEntry:
        if name not in self._may:
            raise KeyError(name)
        entry = self.viewset.entries[name]
        form = entry.form(obj=self.obj, user=self.user, auto_id=f"id_{name}_%s")
        form.show()
        address = reverse(self.viewset.get_url_name("entry"), args=[self.obj.pk, name])
        return InlineEntry(form, address=address, label=entry.label)

    def __iter__(self) -> Iterator[str]:
        return iter(self._may)

    def __len__(self) -> int:
        return len(self._may)
