"""Candidates, coordinators, training events and rule books in the admin's menu."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks

from training.viewsets.candidates import CandidateViewSet
from training.viewsets.events.viewset import TrainingEventViewSet
from training.viewsets.roster.viewset import CoordinatorViewSet
from training.viewsets.rules import RuleBookViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CandidateViewSet(), CoordinatorViewSet(), TrainingEventViewSet(), RuleBookViewSet()]


@hooks.register("insert_global_admin_css", order=110)  # after the look that it stands on
def the_look_of_candidates():
    sheets = [(static(f"training/{name}.css"),) for name in ("candidates", "events")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
