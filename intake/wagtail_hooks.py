"""Referrals and cases in the admin's menu."""

from wagtail import hooks

from intake.viewsets.cases import CaseViewSet
from intake.viewsets.referrals import ReferralViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ReferralViewSet(), CaseViewSet()]
