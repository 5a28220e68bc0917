"""Candidates and their rule books in the admin's menu."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from training.viewsets.candidates import CandidateViewSet
from training.viewsets.rules import RuleBookViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CandidateViewSet(), RuleBookViewSet()]


@hooks.register("insert_global_admin_css", order=110)  # after the look that it stands on
def the_look_of_candidates():
    return format_html('<link rel="stylesheet" href="{}">', static("training/candidates.css"))
