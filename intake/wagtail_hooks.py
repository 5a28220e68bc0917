"""Referrals and cases in the admin's menu."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks

from intake.viewsets.cases import CaseViewSet
from intake.viewsets.claims import ClaimViewSet
from intake.viewsets.referrals import ReferralViewSet
from intake.viewsets.telephone import start_by_telephone
from portal.backoffice.home import register_start

register_start(start_by_telephone)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ReferralViewSet(), CaseViewSet(), ClaimViewSet()]


@hooks.register("insert_global_admin_css", order=100)  # after the look that it stands on
def the_look_of_the_workbench():
    return _sheets("workbench", "alarms", "people", "writing", "codes", "question", "coordinators")


@hooks.register("insert_global_admin_css")
def the_look_of_calls_and_lists():
    return _sheets("telephone", "lists", "board", "statement")


def _sheets(*names):
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', [(static(f"intake/{name}.css"),) for name in names]
    )
