"""People who sign in. The e-mail address is the login; it is plain by named exception (PROMISES, Privacy)."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager, Permission
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.organisations.queries import regions_of
from portal.privacy.labels import Plain


class UserManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def visible_to(self, user):
        """The accounts that the user may keep: those of the own organisation, and never a superuser's.

        A superuser keeps those of every organisation; without an organisation there is nothing to keep.
        """
        accounts = self.filter(is_superuser=False)
        if user.is_superuser:
            return accounts
        return accounts.filter(organisation=user.organisation_id) if user.organisation_id else self.none()

    def create_user(self, email, password=None, **fields):
        """A saved user; without a password the account can only be entered after a reset."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Staff, candidates and coordinators.

    `first_name` and `last_name` are the working name of staff, published with their region; candidates and
    coordinators leave them empty, their names are sealed with their own records.
    """

    username = None  # type: ignore[assignment]
    # `unique` for those who look for it here (Django's own check); the constraint below also sees through capitals.
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
        verbose_name=_("organisation"),
    )

    SENSITIVITY = {
        "id": Plain.KEY, "email": Plain.NAMED_EXCEPTION, "first_name": Plain.WORDING, "last_name": Plain.WORDING,
        "password": Plain.TECHNICAL, "organisation": Plain.KEY, "groups": Plain.STATE, "user_permissions": Plain.STATE,
        "is_staff": Plain.STATE, "is_active": Plain.STATE, "is_superuser": Plain.STATE,
        "last_login": Plain.TIME, "date_joined": Plain.TIME,
    }  # fmt: skip

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()  # type: ignore[assignment]

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def holds(self, codename: str) -> bool:
        """Whether one of the user's roles gives the permission "app.codename".

        Asked for everything that concerns referrals, cases and candidates: `has_perm` says yes to every superuser, and
        a superuser unseals no case (PROMISES, Privacy).
        """
        return codename in self._held

    @cached_property
    def _held(self):
        if not self.is_active:
            return frozenset()
        given = Permission.objects.filter(group__user=self).values_list("content_type__app_label", "codename")
        return frozenset(f"{app}.{codename}" for app, codename in given)

    @cached_property
    def region_ids(self) -> frozenset[int]:
        """The regions that the user answers for, as manager or deputy; none for an account that is switched off."""
        if not self.is_active:
            return frozenset()
        return frozenset(regions_of(self).values_list("pk", flat=True))

    @property
    def language(self) -> str:
        """The language of the mails to this member of staff: the one they chose for the admin."""
        profile = getattr(self, "wagtail_userprofile", None)
        return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


class Tally(models.Model):
    """Counts of failed logins and codes already used: what allauth would keep in the cache (`portal.accounts.limits`).

    A table of Django's DatabaseCache, whose columns these are. Keys hold no address in plain.
    """

    cache_key = models.CharField(_("key"), max_length=255, primary_key=True)
    value = models.TextField(_("value"))
    expires = models.DateTimeField(_("expires"), db_index=True)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"cache_key": "technical", "value": "technical", "expires": "time"}

    class Meta:
        db_table = "accounts_tally"
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self):
        return self.cache_key
