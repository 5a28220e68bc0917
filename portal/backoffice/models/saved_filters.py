"""A filter that somebody saved under a name of their own, for one list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.backoffice.models.exports import LONGEST_QUERY
from portal.privacy.labels import Plain


class SavedFilter(models.Model):
    """People type names of families as the name of a filter: hence sealed, and only its keyed digest is compared.

    Not a sealed field, because those open under the eyes of the access log only: a line for every list that somebody
    opens, about words of their own that nobody else ever sees, would bury the lines that matter. Sealed under a
    purpose's key instead (`portal.privacy.sealing`).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    viewset = models.CharField(_("list"), max_length=60)
    query = models.CharField(_("filter"), max_length=LONGEST_QUERY)
    sealed_label = models.TextField(editable=False)
    label_digest = models.BinaryField(max_length=32, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    wagtail_reference_index_ignore = True

    SENSITIVITY = {
        "id": Plain.KEY,
        "user": Plain.KEY,
        "viewset": Plain.TECHNICAL,
        "query": Plain.STATE,
        "sealed_label": Plain.TECHNICAL,
        "label_digest": Plain.TECHNICAL,
        "created": Plain.TIME,
    }

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "viewset", "label_digest"],
                name="savedfilter_label_once",
                violation_error_message=_("You have a filter with this name already."),
            )
        ]

    def __str__(self):
        return f"{self.viewset} {self.pk}"
