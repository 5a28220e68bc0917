"""A sealed row of one case, in its vault."""

from django.db import models

from intake.models.case import Case
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel


class OfCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cases of the regions for which the user answers."""
        return self.filter(case__in=Case.objects.visible_to(user).order_by().values("pk"))


class OfCase(SealedModel):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")

    SENSITIVITY = {"case": Plain.KEY}

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.case)

    def access_scope(self):
        return self.case.access_scope()
