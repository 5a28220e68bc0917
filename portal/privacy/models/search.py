"""Search tokens: what can be found of a sealed row without reading it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.labels import Plain
from portal.privacy.models.keys import SearchKey


class SearchToken(models.Model):
    """Keyed digest of one word of a name, one e-mail address or one telephone number of one row."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=SearchKey.Kind.choices)
    digest = models.BinaryField(_("digest"))
    what = models.CharField(_("what"), max_length=60)  # the row's `sealed_as`
    object_id = models.UUIDField(_("row"))
    wagtail_reference_index_ignore = True
    SENSITIVITY = {
        "id": Plain.KEY,
        "organisation": Plain.KEY,
        "kind": Plain.STATE,
        "digest": Plain.TECHNICAL,
        "what": Plain.KEY,
        "object_id": Plain.KEY,
    }

    class Meta:
        verbose_name = _("search token")
        verbose_name_plural = _("search tokens")
        constraints = [
            # Also the index by which tokens are found, word by word.
            models.UniqueConstraint(
                fields=["digest", "what", "object_id", "organisation", "kind"],
                name="searchtoken_once",
                violation_error_message=_("This token is there already."),
            )
        ]
        indexes = [models.Index(fields=["what", "object_id"], name="searchtoken_row")]

    def __str__(self):
        return f"{self.what} {self.kind}"
