"""The workbench: everything about one row on one page, opened under the eyes of the access log."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import InspectView

from portal.backoffice.entries import EntryForms
from portal.backoffice.scope import ScopedObject, drawn_now, looking_at
from portal.privacy.models import AccessLogEntry, SealedModel
from portal.privacy.queries import who_looked
from portal.workflow import moves, picture
from portal.workflow.queries import timeline
from portal.workflow.tracks import Text

_LINES_AT_ONCE = 100


class Panel(Component):
    """One section of a workbench: `template` drawn with `context`, and of the page only with its `entry_forms`.

    `waiting` is how many things in it somebody has to look at.
    """

    def __init__(
        self, name: str, heading: Text, template: str, context: Mapping[str, Any] | None = None, *, waiting: int = 0
    ):
        self.name, self.heading, self.template_name, self.context = name, heading, template, dict(context or {})
        self.waiting = waiting

    def get_context_data(self, parent_context):
        page = parent_context or {}
        return self.context | {"entry_forms": page.get("entry_forms", {}), "csrf_token": page.get("csrf_token")}


@dataclass(frozen=True)
class Tab:
    """Panels that are read together. Its address is `#tab-<name>`; that of a panel in it opens it too."""

    name: str
    heading: Text
    panels: Sequence[Panel]

    @property
    def title(self):
        """With how many things in it wait, if any do."""
        waiting = sum(panel.waiting for panel in self.panels)
        if not waiting:
            return self.heading
        words = ngettext("%(count)s thing waits", "%(count)s things wait", waiting) % {"count": waiting}
        return format_html(
            '{} <span class="bo-waits"><span aria-hidden="true">{}</span><span class="w-sr-only">({})</span></span>',
            self.heading,
            waiting,
            words,
        )


@dataclass(frozen=True)
class Clock:
    """A clock that runs `since` a moment. `label` says what must have happened by `due`, if anything was promised;
    `stopped` is when it did. `on_hold` is since when nothing is asked of anybody, and so nothing is late.
    """

    label: Text
    due: datetime | None = None
    stopped: datetime | None = None
    since: datetime | None = None
    on_hold: datetime | None = None

    @property
    def is_overdue(self) -> bool:
        if self.on_hold and not self.stopped:
            return False
        return self.due is not None and (self.stopped or timezone.now()) > self.due

    @property
    def days(self) -> int | None:
        """How many whole days it has run; None when nobody said since when."""
        return None if self.since is None else max(0, ((self.stopped or timezone.now()) - self.since).days)


@dataclass(frozen=True)
class OpeningLine:
    """One line of "who looked", with the account's name where there still is one; `kind` is an AccessLogEntry.Kind.

    What the system does over and over (sending mails) is one line, with how many `times` and when last.
    """

    at: datetime
    who: str
    actor_kind: str
    screen: str
    kind: str
    times: int = 1


class WorkbenchView(ScopedObject, InspectView):
    """What the viewset's `get_workbench(obj, user)` gives, with the next steps, the timeline and who looked."""

    viewset = None
    template_name = "backoffice/workbench.html"

    def get(self, request, *args, **kwargs):
        with looking_at(self.object, by=request.user, screen=self.viewset.screen):
            return drawn_now(self.render_to_response(self.get_context_data()))

    def get_page_title(self):
        return self.model._meta.verbose_name

    def get_header_title(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.index_url_name), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.object)}]

    def get_fields_context(self):
        return []  # Wagtail would list every field there is

    def get_context_data(self, **kwargs):
        obj, user = self.object, self.request.user
        context = super().get_context_data(**kwargs) | {
            "steps": self._steps(),
            "entry_forms": EntryForms(self.viewset, obj, user),
            "timeline": self._timeline(),
            "openings": self._openings(),
            "route": picture.svg(obj.track, current=obj.state),
            "route_in_words": picture.as_text(obj.track, current=obj.state),
        }
        return context | self.viewset.get_workbench(obj, user)

    def _steps(self):
        """The steps that this user may take now and that this viewset has a page for; blocked ones last."""
        possible_first = sorted(moves.steps(self.request.user, self.object), key=lambda step: bool(step.blocked_by))
        return [
            {
                "transition": step.transition,
                "blocked_by": step.blocked_by,
                "url": reverse(self.viewset.get_url_name("step"), args=[self.object.pk, step.transition.name]),
            }
            for step in possible_first
            if step.transition.name in self.viewset.steps
        ]

    def _timeline(self):
        lines = list(timeline(self.object)[:_LINES_AT_ONCE])
        owners = {user: self._owner(user) for user in {line.user for line in lines}}
        for line in lines:
            line.owner = owners[line.user]
        return lines

    def _owner(self, user) -> str:
        """What whom the row is about is called in it: never by name, least of all by e-mail address.

        So is who has to do with it and has no name in plain, as the viewset's `called` says.
        """
        if user is None:
            return ""
        if user.pk in self._called:
            return self._called[user.pk]
        return capfirst(str(self.model._meta.verbose_name)) if self.object.belongs_to(user) else ""

    @cached_property
    def _called(self):
        return self.viewset.called(self.object)

    def _openings(self):
        if not isinstance(self.object, SealedModel):
            return []
        lines = list(who_looked(self.object)[:_LINES_AT_ONCE])
        people = get_user_model().objects.in_bulk({line.actor_id for line in lines if line.actor_id})
        who = defaultdict(str, {key: self._owner(user) or str(user) for key, user in people.items()})
        times = Counter(_same(line) for line in lines)
        newest = {_same(line): line for line in reversed(lines)}
        return [
            OpeningLine(line.at, who[line.actor_id], line.actor_kind, line.screen, line.kind, times[_same(line)])
            for line in lines
            if newest[_same(line)] is line
        ]


def _same(line):
    """What makes two lines one: only the system's are folded, of people each opening counts."""
    return (line.screen, line.kind) if line.actor_kind == AccessLogEntry.Actor.SYSTEM else line.pk
