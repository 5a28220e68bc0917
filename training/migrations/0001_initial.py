import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import portal.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisations", "0001_initial"),
        ("privacy", "0002_access_log_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                ("name", models.CharField(editable=False, max_length=32, unique=True, verbose_name="name")),
                ("public", models.JSONField(editable=False, verbose_name="public half")),
                ("private", models.TextField(editable=False, verbose_name="private half, sealed")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
            ],
            options={
                "verbose_name": "signing key",
                "verbose_name_plural": "signing keys",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RuleBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="version"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "conduct",
                    models.CharField(
                        choices=[
                            ("vog", "certificate of good conduct (VOG)"),
                            ("extract_596_2", "extract from the criminal record (596.2)"),
                        ],
                        max_length=15,
                        verbose_name="good-conduct document",
                    ),
                ),
                (
                    "conduct_months",
                    models.PositiveSmallIntegerField(
                        default=36,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="the document counts for (months)",
                    ),
                ),
                (
                    "trainers_sign",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Nobody decides alone.",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="trainers who sign a decision",
                    ),
                ),
                (
                    "conferences_before_ek2",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="conferences before the second training",
                    ),
                ),
                ("offers", models.JSONField(blank=True, default=list, verbose_name="what a coordinator gets")),
                (
                    "ended_kept_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        help_text="So long they can come back with what they earned. After that everything about them is erased.",
                        validators=[
                            django.core.validators.MinValueValidator(28),
                            django.core.validators.MaxValueValidator(1825),
                        ],
                        verbose_name="keep a candidate who stopped, heard “not now”, or left the roster (days)",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule book",
                "verbose_name_plural": "rule books",
                "ordering": ["organisation", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "version"),
                        name="rulebook_version_once",
                        violation_error_message="There is already a rule book with this version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("conduct__in", ["vog", "extract_596_2"])),
                        name="rulebook_conduct_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trainers_sign__gte", 2)),
                        name="rulebook_nobody_decides_alone",
                        violation_error_message="Nobody decides alone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_kept_days__range", (28, 1825))),
                        name="rulebook_kept_days_in_bounds",
                        violation_error_message="Choose between 28 and 1825 days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                ("state", models.CharField(default="writing", editable=False, max_length=30, verbose_name="state")),
                ("reference", models.CharField(editable=False, max_length=6, unique=True, verbose_name="number")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "rule_book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.rulebook",
                        verbose_name="rule book",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("nl", "Nederlands"),
                            ("en", "English"),
                            ("fr", "Français"),
                            ("tr", "Türkçe"),
                            ("ar", "العربية"),
                            ("pl", "Polski"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                (
                    "touched_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="last changed by the candidate"
                    ),
                ),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "name",
                    portal.privacy.fields.SealedTextField(blank=True, default="", max_length=120, verbose_name="name"),
                ),
                (
                    "telephone",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=40, verbose_name="telephone"
                    ),
                ),
                (
                    "postcode",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=12, verbose_name="postcode"
                    ),
                ),
                (
                    "motivation",
                    portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="motivation"),
                ),
                (
                    "experience",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="work and life experience"
                    ),
                ),
                (
                    "has_ties",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        default="",
                        max_length=3,
                        verbose_name="works for or is tied to a body that decides or helps",
                    ),
                ),
                ("ties", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="which ties")),
                ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed that we keep this")),
                ("paused_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="paused since")),
                ("met_on", models.DateField(blank=True, editable=False, null=True, verbose_name="information meeting")),
                (
                    "trained_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="first training (EK1)"),
                ),
                (
                    "deepened_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="second training (EK2)"),
                ),
                (
                    "conferences_held",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="conferences held"),
                ),
                (
                    "conduct_seen_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="good-conduct document seen on"
                    ),
                ),
                (
                    "conduct_seen_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seen by",
                    ),
                ),
                (
                    "conduct_valid_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="good-conduct document valid until"
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
                "ordering": ["-applied_at", "pk"],
                "permissions": [
                    ("guide_candidate", "Guide candidate"),
                    ("answer_report", "Answer report"),
                    ("turn_down_candidate", "Turn down candidate"),
                    ("write_candidate", "Write about candidate"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "writing",
                                    "applied",
                                    "invited",
                                    "informed",
                                    "decided",
                                    "in_training",
                                    "trained",
                                    "reported",
                                    "in_talk",
                                    "practising",
                                    "looking_back",
                                    "certified",
                                    "deepening",
                                    "deepened",
                                    "complete",
                                    "not_now",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="candidate_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en", "fr", "tr", "ar", "pl"])),
                        name="candidate_language_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference__regex", "^[2346789CDFHJKMNPRTVWXYZ]{6}$")),
                        name="candidate_reference_is_one",
                        violation_error_message="This is not a reference.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("has_ties__in", ["yes", "no", ""])),
                        name="candidate_ties_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "writing"),
                            models.Q(
                                ("applied_at__isnull", False),
                                ("consented_at__isnull", False),
                                ("region__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_sent_is_complete",
                        violation_error_message="What was sent has a day, a region and an agreement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("conduct_seen_by__isnull", True),
                                ("conduct_seen_on__isnull", True),
                                ("conduct_valid_until__isnull", True),
                            ),
                            models.Q(
                                ("conduct_seen_by__isnull", False),
                                ("conduct_seen_on__isnull", False),
                                ("conduct_valid_until__gt", models.F("conduct_seen_on")),
                                ("conduct_valid_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_conduct_seen_by_somebody",
                        violation_error_message="Say who saw the document, when, and until when it counts.",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["region", "state", "-applied_at"], name="candidate_by_region"),
                    models.Index(fields=["region", "-applied_at"], name="candidate_by_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coordinator",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                ("state", models.CharField(default="practising", editable=False, max_length=30, verbose_name="state")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="coordinator", to="training.candidate"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "coach",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="coached",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="coach",
                    ),
                ),
                (
                    "registration_number",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=6,
                        null=True,
                        unique=True,
                        verbose_name="registration number",
                    ),
                ),
                (
                    "registered_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="registered on"),
                ),
                (
                    "travel_minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MaxValueValidator(300)],
                        verbose_name="travels at most (minutes)",
                    ),
                ),
                ("away_from", models.DateField(blank=True, null=True, verbose_name="not available from")),
                ("away_until", models.DateField(blank=True, null=True, verbose_name="not available until")),
                ("evenings", models.BooleanField(default=True, verbose_name="in the evening")),
                ("weekends", models.BooleanField(default=True, verbose_name="at the weekend")),
                ("weekdays", models.BooleanField(default=True, verbose_name="by day on working days")),
                (
                    "background",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=1000, verbose_name="background, in their own words"
                    ),
                ),
                (
                    "background_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="agreed that it is used"),
                ),
                (
                    "touched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last changed by the coordinator"),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "coordinator",
                "verbose_name_plural": "coordinators",
                "ordering": ["-registered_on", "pk"],
                "permissions": [("guide_candidate", "Guide candidate"), ("coach_coordinators", "coach coordinators")],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["practising", "registered", "left"])),
                        name="coordinator_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registration_number__regex", "^[2346789CDFHJKMNPRTVWXYZ]{6}$")),
                        name="coordinator_number_is_one",
                        violation_error_message="This is not a reference.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "registered"), _negated=True),
                            models.Q(("registered_on__isnull", False), ("registration_number__isnull", False)),
                            _connector="OR",
                        ),
                        name="coordinator_registered_has_number",
                        violation_error_message="Who is registered has a number and a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("away_until__isnull", True),
                            models.Q(("away_from__isnull", False), ("away_until__gte", models.F("away_from"))),
                            _connector="OR",
                        ),
                        name="coordinator_away_ends_after_it_begins",
                        violation_error_message="The last day comes after the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("travel_minutes__lte", 300)),
                        name="coordinator_travel_in_bounds",
                        violation_error_message="At most 300 minutes.",
                    ),
                ],
                "indexes": [models.Index(fields=["region", "state"], name="coordinator_by_region")],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                ("state", models.CharField(default="valid", editable=False, max_length=30, verbose_name="state")),
                (
                    "coordinator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="certificates",
                        to="training.coordinator",
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=6, unique=True, verbose_name="number")),
                ("issued_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="issued on")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                ("name", portal.privacy.fields.SealedTextField(max_length=120, verbose_name="name")),
                (
                    "public_name",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="name that strangers read"),
                ),
                ("revoked_on", models.DateField(blank=True, editable=False, null=True, verbose_name="revoked on")),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-issued_on", "pk"],
                "permissions": [("revoke_certificate", "Revoke certificate")],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["valid", "revoked"])),
                        name="certificate_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[2346789CDFHJKMNPRTVWXYZ]{6}$")),
                        name="certificate_number_is_one",
                        violation_error_message="This is not a reference.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "valid")),
                        fields=("coordinator",),
                        name="certificate_one_per_registration",
                        violation_error_message="There is a valid certificate already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_on__isnull", True), ("state", "valid")),
                            models.Q(("revoked_on__isnull", False), ("state", "revoked")),
                            _connector="OR",
                        ),
                        name="certificate_revoked_on_a_day",
                        violation_error_message="Say on which day it was revoked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "revoked"), _negated=True), ("public_name", ""), _connector="OR"
                        ),
                        name="certificate_revoked_shows_no_name",
                        violation_error_message="Strangers read no name on what was revoked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoordinatorRegion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "coordinator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="also_in", to="training.coordinator"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("coordinator", "region"),
                        name="coordinatorregion_once",
                        violation_error_message="This stands in the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoordinatorScope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "coordinator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scopes", to="training.coordinator"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("family", "Families and individuals"),
                            ("restorative", "Repair after an offence"),
                            ("group", "Groups and neighbourhoods"),
                            ("learning", "Learning"),
                            ("work", "Work"),
                        ],
                        max_length=12,
                        verbose_name="scope",
                    ),
                ),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="since")),
            ],
            options={
                "verbose_name": "scope",
                "verbose_name_plural": "scopes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("coordinator", "scope"),
                        name="coordinatorscope_once",
                        violation_error_message="This stands in the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["family", "restorative", "group", "learning", "work"])),
                        name="coordinatorscope_known",
                        violation_error_message="Choose one of the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evaluations", to="training.candidate"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="of which conference")),
                (
                    "by_whom",
                    models.CharField(
                        choices=[("manager", "Regional manager"), ("family", "Family"), ("self", "Candidate")],
                        max_length=8,
                        verbose_name="by whom",
                    ),
                ),
                ("is_positive", models.BooleanField(blank=True, null=True, verbose_name="positive")),
                ("text", portal.privacy.fields.SealedTextField(verbose_name="in their words")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["number", "written_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "number", "by_whom"),
                        name="evaluation_once_per_side",
                        violation_error_message="This evaluation stands here already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_whom__in", ["manager", "family", "self"])),
                        name="evaluation_by_whom_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_whom", "manager"), _negated=True),
                            ("is_positive__isnull", False),
                            _connector="OR",
                        ),
                        name="evaluation_of_manager_decides",
                        violation_error_message="Say whether it is positive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GivenBadge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "certificate",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="badge",
                        to="training.certificate",
                        verbose_name="certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "badge given",
                "verbose_name_plural": "badges given",
            },
        ),
        migrations.CreateModel(
            name="HeldConference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held_conferences",
                        to="training.candidate",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="of which case")),
                ("on", models.DateField(verbose_name="held on")),
            ],
            options={
                "verbose_name": "conference held",
                "verbose_name_plural": "conferences held",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key",),
                        name="heldconference_counts_once",
                        violation_error_message="This conference was counted already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="training.candidate"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("text", portal.privacy.fields.SealedTextField(verbose_name="note")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="training.candidate"
                    ),
                ),
                ("part", models.PositiveSmallIntegerField(default=1, verbose_name="after part")),
                (
                    "points",
                    portal.privacy.fields.SealedJSONField(blank=True, default=dict, verbose_name="point by point"),
                ),
                (
                    "conclusion",
                    portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="conclusion"),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, it fits"),
                            ("no", "No, it does not fit"),
                            ("unsure", "I do not know yet"),
                        ],
                        default="",
                        max_length=6,
                        verbose_name="verdict",
                    ),
                ),
                ("scopes", models.JSONField(blank=True, default=list, verbose_name="scopes that fit")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "first_verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, it fits"),
                            ("no", "No, it does not fit"),
                            ("unsure", "I do not know yet"),
                        ],
                        default="",
                        max_length=6,
                        verbose_name="verdict before the talk",
                    ),
                ),
                (
                    "reconsidered",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="what they think after the talk"
                    ),
                ),
                (
                    "reconsidered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="said what they think after the talk"),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "part"),
                        name="report_one_per_part",
                        violation_error_message="There is a report about this part already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", [1, 2])),
                        name="report_of_a_part",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["yes", "no", "unsure", ""])),
                        name="report_verdict_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            models.Q(("verdict", ""), _negated=True),
                            ("part", 2),
                            _connector="OR",
                        ),
                        name="report_sent_has_verdict",
                        violation_error_message="Say what you think yourself: does it fit?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_verdict__in", ["yes", "no", "unsure", ""])),
                        name="report_first_verdict_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_verdict", ""), ("reconsidered_at__isnull", True)),
                            models.Q(
                                ("reconsidered_at__isnull", False), models.Q(("first_verdict", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="report_reconsidered_keeps_the_first",
                        violation_error_message="Who thinks again keeps what they said first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answer", to="training.report"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, it fits"),
                            ("no", "No, it does not fit"),
                            ("unsure", "I do not know yet"),
                        ],
                        max_length=6,
                        verbose_name="decision",
                    ),
                ),
                ("reasons", portal.privacy.fields.SealedTextField(verbose_name="reasons")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "answer of the trainers",
                "verbose_name_plural": "answers of the trainers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["yes", "no", "unsure"])),
                        name="answer_verdict_known",
                        violation_error_message="Choose one of the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="training.reportanswer",
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="trainer",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed")),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "trainer"),
                        name="signature_once",
                        violation_error_message="You have signed this already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpokenLanguage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spoken_languages",
                        to="training.candidate",
                    ),
                ),
                ("code", models.CharField(max_length=12, verbose_name="language")),
            ],
            options={
                "verbose_name": "spoken language",
                "verbose_name_plural": "spoken languages",
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "code"),
                        name="spokenlanguage_once",
                        violation_error_message="This language is in the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="talks", to="training.report"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("on", models.DateField(verbose_name="day of the talk")),
                ("text", portal.privacy.fields.SealedTextField(verbose_name="what was said")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "talk",
                "verbose_name_plural": "talks",
                "ordering": ["on", "written_at"],
            },
        ),
        migrations.CreateModel(
            name="TrainingEvent",
            fields=[
                ("state", models.CharField(default="planned", editable=False, max_length=30, verbose_name="state")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: for all regions.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "Information meeting"),
                            ("ek1", "First training (EK1)"),
                            ("ek2", "Second training (EK2)"),
                            ("variant", "Training for a variant"),
                            ("refresher", "Refresher day"),
                            ("regional", "Regional meeting"),
                            ("intervision", "Intervision"),
                            ("study_day", "Study day"),
                            ("workshop", "Online workshop"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="Empty: the name of the kind.", max_length=120, verbose_name="title"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("nl", "Nederlands"),
                            ("en", "English"),
                            ("fr", "Français"),
                            ("tr", "Türkçe"),
                            ("ar", "العربية"),
                            ("pl", "Polski"),
                        ],
                        default="nl",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        help_text="As people should find it. Online: write “online”.",
                        max_length=160,
                        verbose_name="place",
                    ),
                ),
                (
                    "for_whom",
                    models.CharField(
                        blank=True,
                        help_text="Languages, places, people.",
                        max_length=200,
                        verbose_name="whom you look for",
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="places",
                    ),
                ),
                (
                    "offer_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="How long a place that came free is kept for somebody on the waiting list.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="days to answer",
                    ),
                ),
                ("enrol_until", models.DateTimeField(blank=True, null=True, verbose_name="enrolment closes")),
                ("is_public", models.BooleanField(default=True, verbose_name="stands on the public agenda")),
                (
                    "link",
                    models.URLField(
                        blank=True,
                        help_text="Only who has a place reads it.",
                        max_length=300,
                        verbose_name="online link",
                    ),
                ),
                (
                    "to_bring",
                    models.TextField(
                        blank=True,
                        help_text="What to read or bring. Only who has a place reads it.",
                        max_length=2000,
                        verbose_name="materials",
                    ),
                ),
                (
                    "cancelled_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was cancelled"),
                ),
                (
                    "starts",
                    models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name="starts"),
                ),
                ("ends", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ends")),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "training event",
                "verbose_name_plural": "training events",
                "ordering": ["starts", "pk"],
                "permissions": [("plan_event", "Plan event")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "open", "held", "cancelled"])),
                        name="event_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "information",
                                    "ek1",
                                    "ek2",
                                    "variant",
                                    "refresher",
                                    "regional",
                                    "intervision",
                                    "study_day",
                                    "workshop",
                                ],
                            )
                        ),
                        name="event_kind_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en", "fr", "tr", "ar", "pl"])),
                        name="event_language_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__range", (1, 500))),
                        name="event_capacity_in_bounds",
                        violation_error_message="Between 1 and 500 places.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offer_days__range", (1, 30))),
                        name="event_offer_days_in_bounds",
                        violation_error_message="Between 1 and 30 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends__isnull", True), ("starts__isnull", True)),
                            models.Q(
                                ("ends__gt", models.F("starts")), ("ends__isnull", False), ("starts__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="trainingevent_ends_after_it_starts",
                        violation_error_message="An event ends after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "planned"), ("state", "cancelled"), ("starts__isnull", False), _connector="OR"
                        ),
                        name="event_open_has_days",
                        violation_error_message="First fill in the days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_cancelled_says_why",
                        violation_error_message="Write down the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("enrol_until__isnull", True),
                            ("starts__isnull", True),
                            ("enrol_until__lte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="event_enrolment_closes_before_it_starts",
                        violation_error_message="Enrolment closes before the first day begins.",
                    ),
                ],
                "indexes": [models.Index(fields=["organisation", "state", "starts"], name="event_by_day")],
            },
        ),
        migrations.CreateModel(
            name="EventDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="training.trainingevent"
                    ),
                ),
                ("starts", models.DateTimeField(verbose_name="starts")),
                ("ends", models.DateTimeField(verbose_name="ends")),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="When it is another one this day.", max_length=160, verbose_name="place"
                    ),
                ),
            ],
            options={
                "verbose_name": "day",
                "verbose_name_plural": "days",
                "ordering": ["starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="eventday_ends_after_it_starts",
                        violation_error_message="A day ends after it starts.",
                    ),
                    models.UniqueConstraint(
                        fields=("event", "starts"),
                        name="eventday_once",
                        violation_error_message="This day stands here already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("state", models.CharField(default="waiting", editable=False, max_length=30, verbose_name="state")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="training.trainingevent"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="training.candidate"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="place"),
                ),
                (
                    "waiting_since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="waits since"),
                ),
                (
                    "offered_until",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="to be answered before"),
                ),
                ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded")),
            ],
            options={
                "verbose_name": "seat",
                "verbose_name_plural": "seats",
                "ordering": ["waiting_since", "pk"],
                "permissions": [("place_candidate", "Place candidate"), ("take_attendance", "Take attendance")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "offered", "taken", "given_up", "lapsed", "left_out", "cancelled"],
                            )
                        ),
                        name="seat_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.UniqueConstraint(
                        fields=("event", "candidate"),
                        name="seat_once",
                        violation_error_message="You are in the list of this event already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)),
                        fields=("event", "number"),
                        name="seat_never_oversold",
                        violation_error_message="This place is taken.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number__gte", 1), ("number__isnull", False), ("state__in", ("taken", "offered"))
                            ),
                            models.Q(
                                models.Q(("state__in", ("taken", "offered")), _negated=True), ("number__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="seat_held_has_number",
                        violation_error_message="Who has a place has its number, and nobody else.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            ("offered_until__isnull", False),
                            _connector="OR",
                        ),
                        name="seat_offer_ends",
                        violation_error_message="An offer says until when.",
                    ),
                ],
                "indexes": [models.Index(fields=["event", "state", "waiting_since"], name="seat_by_event")],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="training.eventday"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="training.seat"
                    ),
                ),
                ("was_there", models.BooleanField(verbose_name="was there")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written down by",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written down")),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "seat"),
                        name="attendance_once",
                        violation_error_message="This is written down already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventTrainer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_by",
                        to="training.trainingevent",
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="trainer",
                    ),
                ),
            ],
            options={
                "verbose_name": "trainer",
                "verbose_name_plural": "trainers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "trainer"),
                        name="eventtrainer_once",
                        violation_error_message="This trainer stands here already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "vault",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.vault",
                        verbose_name="vault",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="training.candidate"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("motivation", "Motivation letter"), ("cv", "CV")], max_length=12, verbose_name="kind"
                    ),
                ),
                ("name", portal.privacy.fields.SealedTextField(verbose_name="name")),
                ("content", portal.privacy.fields.SealedBytesField(verbose_name="content")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="came in")),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "kind"),
                        name="candidatefile_one_of_a_kind",
                        violation_error_message="There is a file of this kind already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["motivation", "cv"])),
                        name="candidatefile_kind_known",
                        violation_error_message="Choose one of the list.",
                    ),
                ],
            },
        ),
    ]
