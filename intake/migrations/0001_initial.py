import datetime
import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import intake.models.draft
import portal.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisations", "0001_initial"),
        ("privacy", "0002_access_log_append_only"),
        ("training", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
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
                ("state", models.CharField(default="received", editable=False, max_length=30, verbose_name="state")),
                ("reference", models.CharField(editable=False, max_length=6, unique=True, verbose_name="number")),
                ("submission_key", models.UUIDField(editable=False, null=True, unique=True)),
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("callback", "Asked to be called back"),
                            ("telephone", "Telephone"),
                        ],
                        default="web",
                        max_length=10,
                        verbose_name="came in by",
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
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                (
                    "term_from",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="term counts from"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "for_whom",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "For myself"),
                            ("child", "For myself, and I am younger than 18"),
                            ("family", "For my family"),
                            ("acquaintance", "For someone I know"),
                            ("work", "For someone I know through my work"),
                            ("group", "For a group"),
                            ("repair", "To put something right after an offence"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "referrer_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "the person themself"),
                            ("family", "family"),
                            ("friend", "friend"),
                            ("neighbour", "neighbour"),
                            ("colleague", "colleague"),
                            ("volunteer", "volunteer"),
                            ("professional", "through their work"),
                            ("involved", "one of those involved"),
                            ("other", "other"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="who asks",
                    ),
                ),
                (
                    "profession",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("education", "School or child care"),
                            ("attendance", "School attendance officer"),
                            ("district_team", "Neighbourhood team or municipality"),
                            ("youth_care", "Youth care"),
                            ("youth_protection", "Youth protection or youth probation"),
                            ("foster_care", "Foster care"),
                            ("police", "Police or neighbourhood police officer"),
                            ("probation", "Probation or detention"),
                            ("halt", "Halt"),
                            ("victims", "Help for victims"),
                            ("health", "Family doctor, hospital or district nursing"),
                            ("mental_health", "Mental health care"),
                            ("disability", "Help with a disability"),
                            ("elderly", "Care for older people"),
                            ("housing", "Housing association or shelter"),
                            ("money", "Help with debts, work or income"),
                            ("1g1p", "1G1P (one family, one plan)"),
                            ("caw", "CAW"),
                            ("clb", "CLB"),
                            ("ocmw", "OCMW"),
                            ("ocj", "OCJ"),
                            ("other", "Something else"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="works at",
                    ),
                ),
                (
                    "awareness",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "Yes, and it is all right with them"),
                            ("knows", "Yes, but they are not sure yet"),
                            ("not_yet", "No, not yet"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="does the person know?",
                    ),
                ),
                (
                    "may_be_named",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        default="",
                        max_length=3,
                        verbose_name="may we say who asked?",
                    ),
                ),
                (
                    "story",
                    portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="what is going on"),
                ),
                ("subjects", portal.privacy.fields.SealedJSONField(blank=True, default=list, verbose_name="subjects")),
                (
                    "children_involved",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        default="",
                        max_length=3,
                        verbose_name="are children involved?",
                    ),
                ),
                (
                    "children",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="which children, how old"
                    ),
                ),
                (
                    "wished_model",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family_group", "Family Group Conference"),
                            ("restorative", "Restorative conference"),
                            ("all_hands", "All Hands meeting"),
                            ("learning", "Learning circle"),
                            ("work", "Work variant"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="wished model",
                    ),
                ),
                (
                    "bodies_involved",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="who is involved already"
                    ),
                ),
                ("postcode", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="postcode")),
                (
                    "spoken_languages",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="languages of those it is about"
                    ),
                ),
                (
                    "interpreter",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        default="",
                        max_length=3,
                        verbose_name="is an interpreter needed?",
                    ),
                ),
                (
                    "access_needs",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="what makes it possible to take part"
                    ),
                ),
                ("referrer_name", portal.privacy.fields.SealedTextField(verbose_name="name of the referrer")),
                (
                    "referrer_work",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="work and organisation of the referrer"
                    ),
                ),
                ("telephone", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="telephone")),
                ("email", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="e-mail address")),
                (
                    "safe_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "Call"),
                            ("text", "Send a text message"),
                            ("email", "Send an e-mail"),
                            ("code", "Only by the code: I look for a message myself"),
                            ("any", "It does not matter"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="how to reach them",
                    ),
                ),
                (
                    "safe_times",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="when it is safe to call"
                    ),
                ),
                (
                    "never_do",
                    portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="what we must never do"),
                ),
                ("voicemail_is_safe", models.BooleanField(default=False, verbose_name="voicemail is safe")),
                ("wants_mail", models.BooleanField(default=False, verbose_name="wants the number by e-mail")),
                ("follow_code_hash", models.CharField(blank=True, editable=False, max_length=128)),
                (
                    "needs_look",
                    models.BooleanField(
                        default=False,
                        help_text="It came without proof that a person sent it.",
                        verbose_name="look whether it is real",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="everyone agrees since"),
                ),
                (
                    "warned_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="warned that it will be erased"
                    ),
                ),
                ("is_held", models.BooleanField(default=False, editable=False, verbose_name="kept from being erased")),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.referral",
                        verbose_name="duplicate of",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ["-received_at"],
                "permissions": [
                    ("start_talk", "Start talk"),
                    ("record_agreement", "Record agreement"),
                    ("accept_referral", "Accept referral"),
                    ("decline_referral", "Decline referral"),
                    ("correct_region", "Correct region"),
                    ("hold_referral", "Hold referral"),
                    ("enter_referral", "Enter referral"),
                    ("write_referral", "Write referral"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "in_talk",
                                    "accepted",
                                    "declined",
                                    "referred_on",
                                    "withdrawn",
                                    "duplicate",
                                ],
                            )
                        ),
                        name="referral_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["web", "callback", "telephone"])),
                        name="referral_channel_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("for_whom__in", ["self", "child", "family", "acquaintance", "work", "group", "repair", ""])
                        ),
                        name="referral_for_whom_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "referrer_role__in",
                                [
                                    "person",
                                    "family",
                                    "friend",
                                    "neighbour",
                                    "colleague",
                                    "volunteer",
                                    "professional",
                                    "involved",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="referral_role_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "profession__in",
                                [
                                    "education",
                                    "attendance",
                                    "district_team",
                                    "youth_care",
                                    "youth_protection",
                                    "foster_care",
                                    "police",
                                    "probation",
                                    "halt",
                                    "victims",
                                    "health",
                                    "mental_health",
                                    "disability",
                                    "elderly",
                                    "housing",
                                    "money",
                                    "1g1p",
                                    "caw",
                                    "clb",
                                    "ocmw",
                                    "ocj",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="referral_profession_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("awareness__in", ["agrees", "knows", "not_yet", ""])),
                        name="referral_awareness_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("may_be_named__in", ["yes", "no", ""])),
                        name="referral_may_be_named_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("children_involved__in", ["yes", "no", ""])),
                        name="referral_children_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wished_model__in", ["family_group", "restorative", "all_hands", "learning", "work", ""])
                        ),
                        name="referral_model_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interpreter__in", ["yes", "no", ""])),
                        name="referral_interpreter_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("safe_channel__in", ["call", "text", "email", "code", "any", ""])),
                        name="referral_safe_channel_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en", "fr", "tr", "ar", "pl"])),
                        name="referral_language_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference__regex", "^[2346789CDFHJKMNPRTVWXYZ]{6}$")),
                        name="referral_reference_is_one",
                        violation_error_message="This is not a reference.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_accepted_only_agreed",
                        violation_error_message="First record that everyone it is about agrees.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duplicate_of__isnull", True), ("state", "duplicate"), _connector="OR"),
                        name="referral_only_duplicates_point",
                        violation_error_message="Only a duplicate leads to another referral.",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["region", "state", "-received_at"], name="referral_by_region"),
                    models.Index(fields=["region", "-received_at"], name="referral_by_day"),
                    models.Index(
                        condition=models.Q(("agreed_at__isnull", True), ("is_held", False)),
                        fields=["term_from"],
                        name="referral_unagreed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                ("state", models.CharField(default="question", editable=False, max_length=30, verbose_name="state")),
                (
                    "referral",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="intake.referral",
                    ),
                ),
                ("reference", models.CharField(editable=False, max_length=6, unique=True, verbose_name="number")),
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
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="regional manager",
                    ),
                ),
                (
                    "model",
                    models.CharField(
                        choices=[
                            ("family_group", "Family Group Conference"),
                            ("restorative", "Restorative conference"),
                            ("all_hands", "All Hands meeting"),
                            ("learning", "Learning circle"),
                            ("work", "Work variant"),
                        ],
                        max_length=15,
                        verbose_name="model",
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened")),
                (
                    "clock_from",
                    models.DateTimeField(
                        help_text="When the referral came in: the promise counts from there.",
                        verbose_name="clock runs from",
                    ),
                ),
                ("held_on", models.DateField(blank=True, editable=False, null=True, verbose_name="conference held on")),
                (
                    "paused_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="on hold since"),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ended")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("model__in", ["family_group", "restorative", "all_hands", "learning", "work"])
                        ),
                        name="case_model_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "question",
                                    "matching",
                                    "preparation",
                                    "held",
                                    "plan_running",
                                    "followed_up",
                                    "closed",
                                    "stopped",
                                ],
                            )
                        ),
                        name="case_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                ],
                "indexes": [models.Index(fields=["region", "state", "-opened_at"], name="case_by_region")],
                "ordering": ["-opened_at"],
                "permissions": [
                    ("settle_question", "Settle question"),
                    ("work_case", "Work case"),
                    ("close_case", "Close case"),
                    ("stop_case", "Stop case"),
                    ("reopen_case", "Reopen case"),
                    ("pause_case", "Pause case"),
                    ("settle_concern", "Settle concern"),
                ],
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.CreateModel(
            name="Acceptor",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="acceptor", to="intake.case"
                    ),
                ),
                ("name", portal.privacy.fields.SealedTextField(max_length=120, verbose_name="name")),
                ("body", portal.privacy.fields.SealedTextField(max_length=200, verbose_name="for which body")),
                (
                    "legal_basis",
                    portal.privacy.fields.SealedTextField(max_length=300, verbose_name="on which legal ground"),
                ),
                (
                    "telephone",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=40, verbose_name="telephone"
                    ),
                ),
                (
                    "email",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=254, verbose_name="e-mail address"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "who must accept the plan",
                "verbose_name_plural": "who must accept plans",
            },
        ),
        migrations.CreateModel(
            name="CorePerson",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="core_persons", to="intake.referral"
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person at the centre"),
                            ("harmed", "Who was harmed"),
                            ("responsible", "Who did it"),
                            ("group", "Group"),
                        ],
                        default="person",
                        max_length=12,
                        verbose_name="stands here as",
                    ),
                ),
                ("is_referrer", models.BooleanField(default=False, editable=False, verbose_name="is who asked")),
                ("name", portal.privacy.fields.SealedTextField(verbose_name="name")),
                (
                    "spokesperson",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="who speaks for the group"
                    ),
                ),
                ("telephone", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="telephone")),
                ("email", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="e-mail address")),
                (
                    "reach_safely",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", verbose_name="how to reach them safely"
                    ),
                ),
                ("age", portal.privacy.fields.SealedJSONField(blank=True, null=True, verbose_name="age")),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("code_hash", models.CharField(blank=True, editable=False, max_length=128)),
                (
                    "whose_agreement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "their own"),
                            ("both", "their own and that of a parent or guardian"),
                            ("parents", "that of a parent or guardian"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="whose agreement is needed",
                    ),
                ),
                (
                    "results_shared_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="the referrer may know how it went since"),
                ),
            ],
            options={
                "verbose_name": "core person",
                "verbose_name_plural": "core persons",
                "ordering": ["created"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "harmed", "responsible", "group"])),
                        name="coreperson_kind_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("whose_agreement__in", ["self", "both", "parents", ""])),
                        name="coreperson_whose_agreement_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_referrer", True)),
                        fields=("referral",),
                        name="coreperson_one_asked",
                        violation_error_message="Only one of them can be who asked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinimumRequirement",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                ("text", portal.privacy.fields.SealedTextField(max_length=500, verbose_name="minimum requirement")),
                ("set_by", portal.privacy.fields.SealedTextField(max_length=200, verbose_name="who set it")),
                ("reason", portal.privacy.fields.SealedTextField(max_length=1000, verbose_name="why")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "minimum requirement",
                "verbose_name_plural": "minimum requirements",
                "ordering": ["written_at"],
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.referral"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
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
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.referral"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "core_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="intake.coreperson",
                        verbose_name="with",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("text", portal.privacy.fields.SealedTextField(verbose_name="message")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["at"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("by__isnull", True), ("read_at__isnull", True)),
                        fields=["referral"],
                        name="message_unread",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.organisation"
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
                ("answers", portal.privacy.fields.SealedJSONField(default=dict, verbose_name="answers")),
                (
                    "expires_at",
                    models.DateTimeField(db_index=True, default=intake.models.draft.kept_until, verbose_name="expires"),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intake.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
            },
        ),
        migrations.CreateModel(
            name="CallAttempt",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.referral"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="called by",
                    ),
                ),
                (
                    "core_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intake.coreperson",
                        verbose_name="called",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "We spoke"),
                            ("no_answer", "No answer"),
                            ("voicemail", "Left a message on the voicemail"),
                            ("later", "Asked us to call at another moment"),
                            ("wrong_number", "The number is wrong"),
                        ],
                        max_length=15,
                        verbose_name="how it went",
                    ),
                ),
                ("text", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="what was said")),
            ],
            options={
                "verbose_name": "call attempt",
                "verbose_name_plural": "call attempts",
                "ordering": ["-at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["reached", "no_answer", "voicemail", "later", "wrong_number"])
                        ),
                        name="callattempt_outcome_known",
                        violation_error_message="Choose one of the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
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
                ("state", models.CharField(default="offered", editable=False, max_length=30, verbose_name="state")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assignments",
                        to="training.coordinator",
                        verbose_name="coordinator",
                    ),
                ),
                (
                    "is_guided",
                    models.BooleanField(default=False, editable=False, verbose_name="practises, under guidance"),
                ),
                ("place", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("answer_by", models.DateTimeField(verbose_name="answer before")),
                (
                    "message",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=1000, verbose_name="a word to the coordinator"
                    ),
                ),
                ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "interested_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="wanted to know more"),
                ),
                (
                    "independent_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="declared to be independent"
                    ),
                ),
                (
                    "employer",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=200, verbose_name="works for"
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="accepted")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("busy", "I have no time now"),
                            ("dates", "These days do not suit me"),
                            ("far", "It is too far"),
                            ("ties", "I know somebody of it, or I am tied to a body that is involved"),
                            ("not_for_me", "This one does not suit me"),
                            ("other", "Something else"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ended")),
                (
                    "opened_to_coach_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="open to the coach since"),
                ),
                (
                    "handover",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=5000, verbose_name="handover"
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["-offered_at"],
                "permissions": [("offer_case", "Offer case"), ("end_assignment", "End assignment")],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["coordinator", "state"], name="assignment_by_coordinator"),
                    models.Index(
                        condition=models.Q(("state__in", ["offered", "interested"])),
                        fields=["answer_by"],
                        name="assignment_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["busy", "dates", "far", "ties", "not_for_me", "other", ""])),
                        name="assignment_ground_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["offered", "interested", "accepted"])),
                        fields=("case",),
                        name="assignment_one_runs_per_case",
                        violation_error_message="Somebody else is asked for this case already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["accepted"])),
                        fields=("coordinator", "place"),
                        name="assignment_one_case_per_place",
                        violation_error_message="This coordinator has a case already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["accepted"]), _negated=True),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("independent_at__isnull", False),
                                ("place__gte", 1),
                                ("place__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_active_has_a_place",
                        violation_error_message="Who accepts declared to be independent and has room for it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("ground", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("ground", "")),
                            _connector="OR",
                        ),
                        name="assignment_declined_with_a_ground",
                        violation_error_message="Choose why not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "offered",
                                    "interested",
                                    "accepted",
                                    "declined",
                                    "expired",
                                    "withdrawn",
                                    "distributed",
                                    "done",
                                    "ended",
                                ],
                            )
                        ),
                        name="assignment_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseQuestion",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="question", to="intake.case"
                    ),
                ),
                ("text", portal.privacy.fields.SealedTextField(max_length=500, verbose_name="question")),
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
                        verbose_name="written in",
                    ),
                ),
                ("is_open", models.BooleanField(default=False, verbose_name="It is open: no yes or no answers it.")),
                (
                    "is_concrete",
                    models.BooleanField(
                        default=False, verbose_name="It is concrete: everybody knows what it is about."
                    ),
                ),
                ("is_shareable", models.BooleanField(default=False, verbose_name="Everybody who comes may read it.")),
                (
                    "leaves_room",
                    models.BooleanField(default=False, verbose_name="It leaves room for the family's own plan."),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en", "fr", "tr", "ar", "pl"])),
                        name="casequestion_language_known",
                        violation_error_message="Choose one of the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "core_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="intake.coreperson"
                    ),
                ),
                (
                    "given_by",
                    models.CharField(
                        choices=[
                            ("self", "the person themself"),
                            ("parent", "a parent or guardian"),
                            ("other_parent", "the other parent or guardian"),
                        ],
                        max_length=15,
                        verbose_name="who was asked",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, they agree"),
                            ("no", "No, they do not agree"),
                            ("unsafe", "Not asked: asking is not safe"),
                        ],
                        max_length=10,
                        verbose_name="what they said",
                    ),
                ),
                ("spoken_on", models.DateField(verbose_name="spoken to on")),
                (
                    "spoken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="spoken to by",
                    ),
                ),
                ("words", portal.privacy.fields.SealedTextField(blank=True, default="", verbose_name="in their words")),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("void", models.BooleanField(default=False, editable=False, verbose_name="does not count any more")),
            ],
            options={
                "verbose_name": "agreement to a conference",
                "verbose_name_plural": "agreements to a conference",
                "ordering": ["created"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("given_by__in", ["self", "parent", "other_parent"])),
                        name="consent_giver_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["yes", "no"]),
                            models.Q(("answer", "unsafe"), ("given_by__in", ["parent", "other_parent"])),
                            _connector="OR",
                        ),
                        name="consent_answer_fits",
                        violation_error_message="Only asking a parent can be unsafe: the person always decides too.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("spoken_on__gte", datetime.date(2000, 1, 1))),
                        name="consent_spoken_in_our_time",
                        violation_error_message="This date is too long ago.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Financing",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="financing", to="intake.case"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("province", "Province or region"),
                            ("body", "The body that referred"),
                            ("school", "School"),
                            ("employer", "Employer"),
                            ("fund", "Fund"),
                            ("other", "Somebody else"),
                        ],
                        max_length=15,
                        verbose_name="who pays",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_ask", "Still to be asked"),
                            ("asked", "Asked, no answer yet"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                        ],
                        default="to_ask",
                        max_length=10,
                        verbose_name="how far it is",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="amount in euro",
                    ),
                ),
                (
                    "details",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="number or letter of the decision"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "financing",
                "verbose_name_plural": "financings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["municipality", "province", "body", "school", "employer", "fund", "other"])
                        ),
                        name="financing_source_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["to_ask", "asked", "granted", "refused"])),
                        name="financing_state_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                        name="financing_amount_not_negative",
                        violation_error_message="An amount is not less than nothing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchWishes",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wishes", to="intake.case"
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, default="", max_length=3, verbose_name="the coordinator speaks"),
                ),
                (
                    "must_speak_it",
                    models.BooleanField(default=False, verbose_name="only somebody who speaks this language"),
                ),
                ("from_day", models.DateField(blank=True, null=True, verbose_name="the conference from")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="the conference until")),
                ("evenings", models.BooleanField(default=True, verbose_name="in the evening")),
                ("weekends", models.BooleanField(default=True, verbose_name="at the weekend")),
                ("weekdays", models.BooleanField(default=True, verbose_name="by day on working days")),
                (
                    "background",
                    portal.privacy.fields.SealedTextField(
                        blank=True,
                        default="",
                        max_length=500,
                        verbose_name="what the family asks about who the coordinator is",
                    ),
                ),
                (
                    "practising_agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="agrees to somebody who practises since"),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "wishes",
                "verbose_name_plural": "wishes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_day__isnull", True),
                            ("until_day__isnull", True),
                            ("until_day__gte", models.F("from_day")),
                            _connector="OR",
                        ),
                        name="matchwishes_ends_after_it_begins",
                        violation_error_message="The last day comes after the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("must_speak_it", False), models.Q(("language", ""), _negated=True), _connector="OR"
                        ),
                        name="matchwishes_must_speak_something",
                        violation_error_message="Choose the language first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="quarter")),
                (
                    "model",
                    models.CharField(
                        choices=[
                            ("family_group", "Family Group Conference"),
                            ("restorative", "Restorative conference"),
                            ("all_hands", "All Hands meeting"),
                            ("learning", "Learning circle"),
                            ("work", "Work variant"),
                        ],
                        max_length=15,
                        verbose_name="model",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("ended_in", models.CharField(max_length=30, verbose_name="ended in")),
                (
                    "days_to_coordinator",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="days to a coordinator"),
                ),
                (
                    "days_to_conference",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="days to the conference"),
                ),
                ("participants", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="participants")),
                ("children", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="children")),
                (
                    "professionals",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="professionals"),
                ),
                ("agreements", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="agreements")),
                (
                    "agreements_of_circle",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="agreements of the circle"),
                ),
                (
                    "agreements_kept",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="agreements kept"),
                ),
                ("improved", models.BooleanField(blank=True, null=True, verbose_name="improved")),
                (
                    "mark_conference",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=3, null=True, verbose_name="conference"
                    ),
                ),
                (
                    "mark_plan",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True, verbose_name="plan"),
                ),
                (
                    "mark_coordinator",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=3, null=True, verbose_name="coordinator"
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a case",
                "verbose_name_plural": "figures of cases",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("model__in", ["family_group", "restorative", "all_hands", "learning", "work"])
                        ),
                        name="casefigures_model_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                        name="casefigures_quarter_known",
                        violation_error_message="A year has four quarters.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseMessage",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="intake.assignment"
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
                ("is_from_coordinator", models.BooleanField(verbose_name="from the coordinator")),
                ("text", portal.privacy.fields.SealedTextField(max_length=5000, verbose_name="message")),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
            ],
            options={
                "verbose_name": "message between coordinator and region",
                "verbose_name_plural": "messages between coordinator and region",
                "ordering": ["sent_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["case"], name="casemessage_unread"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CasePause",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "asked_as",
                    models.CharField(
                        choices=[
                            ("staff", "the region"),
                            ("coordinator", "the coordinator"),
                            ("core_person", "somebody whom it is about"),
                            ("recipient", "somebody with a code"),
                        ],
                        max_length=12,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "reason",
                    portal.privacy.fields.SealedTextField(blank=True, default="", max_length=2000, verbose_name="why"),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ["since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_as__in", ["staff", "coordinator", "core_person", "recipient"])),
                        name="casepause_asked_as_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("case",),
                        name="casepause_one_at_a_time",
                        violation_error_message="It is on hold already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="intake.assignment"
                    ),
                ),
                ("handed_in_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="handed in")),
                ("judged_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="looked at")),
                (
                    "hour_fee",
                    models.DecimalField(
                        decimal_places=2, default=0, editable=False, max_digits=6, verbose_name="euro per hour"
                    ),
                ),
                (
                    "kilometre_fee",
                    models.DecimalField(
                        decimal_places=3, default=0, editable=False, max_digits=5, verbose_name="euro per kilometre"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["-handed_in_at", "pk"],
                "permissions": [("approve_claim", "Approve claim")],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["writing", "handed_in", "approved", "returned"])),
                        name="claim_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved"), _negated=True),
                        fields=("assignment",),
                        name="claim_one_open_per_assignment",
                        violation_error_message="There is a claim for this case that is not approved yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hour_fee__gte", 0), ("kilometre_fee__gte", 0)),
                        name="claim_fees_not_negative",
                        violation_error_message="An amount is not less than nothing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimLine",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="intake.claim"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("hours", "hours"), ("kilometres", "kilometres"), ("expense", "expenses in euro")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("on_day", models.DateField(verbose_name="on")),
                (
                    "number",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=8,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="how much",
                    ),
                ),
                ("what", portal.privacy.fields.SealedTextField(max_length=200, verbose_name="what for")),
            ],
            options={
                "verbose_name": "line of a claim",
                "verbose_name_plural": "lines of claims",
                "ordering": ["on_day", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["hours", "kilometres", "expense"])),
                        name="claimline_kind_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)),
                        name="claimline_something",
                        violation_error_message="Fill in more than nothing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conference",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conference", to="intake.case"
                    ),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="begins")),
                (
                    "place",
                    portal.privacy.fields.SealedTextField(blank=True, default="", max_length=300, verbose_name="place"),
                ),
                (
                    "language",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=200, verbose_name="language that is spoken"
                    ),
                ),
                (
                    "food",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="food and drink"
                    ),
                ),
                (
                    "rituals",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="how to begin and end"
                    ),
                ),
                (
                    "safety_plan",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=3000, verbose_name="how everybody stays safe"
                    ),
                ),
                ("day_edition", models.PositiveIntegerField(default=1, editable=False)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "conference",
                "verbose_name_plural": "conferences",
                "indexes": [models.Index(fields=["starts_at"], name="conference_by_day")],
            },
        ),
        migrations.CreateModel(
            name="CoreDecision",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "core_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="intake.coreperson"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("question", "the question"),
                            ("circle", "who comes"),
                            ("date", "day and place"),
                            ("plan", "the plan"),
                            ("pause", "putting it on hold"),
                            ("resume", "going on"),
                            ("stop", "stopping"),
                            ("coordinator", "another coordinator"),
                        ],
                        max_length=12,
                        verbose_name="about",
                    ),
                ),
                ("is_yes", models.BooleanField(verbose_name="yes")),
                (
                    "words",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=2000, verbose_name="in their words"
                    ),
                ),
                ("of_edition", models.PositiveIntegerField(blank=True, null=True)),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read by the region")),
                (
                    "seen_by_coordinator_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="read by the coordinator"),
                ),
            ],
            options={
                "verbose_name": "decision by code",
                "verbose_name_plural": "decisions by code",
                "ordering": ["said_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "about__in",
                                ["question", "circle", "date", "plan", "pause", "resume", "stop", "coordinator"],
                            )
                        ),
                        name="coredecision_about_known",
                        violation_error_message="Choose one of the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                ("state", models.CharField(default="waiting", editable=False, max_length=30, verbose_name="state")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("four_weeks", "after four weeks"), ("three_months", "after three months")],
                        max_length=12,
                        verbose_name="when",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="to be asked on")),
                ("lapses_on", models.DateField(verbose_name="waits until")),
                ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered")),
                (
                    "remarks",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=3000, verbose_name="how it goes"
                    ),
                ),
            ],
            options={
                "verbose_name": "measurement of how it goes",
                "verbose_name_plural": "measurements of how it goes",
                "ordering": ["due_on"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["due_on"], name="followup_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "answered", "lapsed"])),
                        name="followup_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("moment__in", ["four_weeks", "three_months"])),
                        name="followup_moment_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(fields=("case", "moment"), name="followup_each_moment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("lapses_on__gte", models.F("due_on"))),
                        name="followup_lapses_after_it_is_due",
                        violation_error_message="It lapses after it is due.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "side",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_circle",
                        to="intake.coreperson",
                        verbose_name="on the side of",
                    ),
                ),
                ("is_core", models.BooleanField(default=False, editable=False, verbose_name="is in the middle")),
                ("name", portal.privacy.fields.SealedTextField(max_length=120, verbose_name="name")),
                (
                    "who",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=120, verbose_name="who they are"
                    ),
                ),
                (
                    "tie",
                    models.CharField(
                        choices=[
                            ("household", "lives with them"),
                            ("family", "family"),
                            ("friend", "friend"),
                            ("neighbour", "neighbour"),
                            ("acquaintance", "from school, work, club or faith"),
                            ("professional", "through their work"),
                        ],
                        max_length=12,
                        verbose_name="tie",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("member", "of the circle"),
                            ("supporter", "supports somebody"),
                            ("interpreter", "interprets, chosen by the circle"),
                            ("informant", "gives information"),
                            ("acceptor", "must accept the plan"),
                        ],
                        default="member",
                        max_length=12,
                        verbose_name="is there as",
                    ),
                ),
                ("is_child", models.BooleanField(default=False, verbose_name="is a child")),
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
                        verbose_name="reads",
                    ),
                ),
                ("large_type", models.BooleanField(default=False, verbose_name="large letters")),
                (
                    "telephone",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=40, verbose_name="telephone"
                    ),
                ),
                (
                    "email",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=254, verbose_name="e-mail address"
                    ),
                ),
                (
                    "address",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=300, verbose_name="address"
                    ),
                ),
                (
                    "shares_contact",
                    models.BooleanField(default=False, verbose_name="others may have number and address"),
                ),
                ("is_hidden", models.BooleanField(default=False, verbose_name="the address is secret")),
                (
                    "invited_by",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=120, verbose_name="who asked them along"
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        choices=[("not_yet", "not spoken to yet"), ("tried", "tried"), ("spoken", "spoken to")],
                        default="not_yet",
                        max_length=10,
                        verbose_name="contact",
                    ),
                ),
                ("contacted_on", models.DateField(blank=True, null=True, verbose_name="spoken to on")),
                (
                    "needs",
                    models.CharField(
                        choices=[
                            ("nothing", "nothing keeps them"),
                            ("to_arrange", "still to be arranged"),
                            ("arranged", "arranged"),
                        ],
                        default="nothing",
                        max_length=10,
                        verbose_name="what keeps them",
                    ),
                ),
                (
                    "hindrance",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="what keeps them from coming"
                    ),
                ),
                (
                    "arranged",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="what is arranged"
                    ),
                ),
                ("is_briefed", models.BooleanField(default=False, verbose_name="knows what is asked of them")),
                (
                    "coming",
                    models.CharField(
                        choices=[
                            ("unknown", "not known yet"),
                            ("comes", "comes"),
                            ("otherwise", "does not come, but thinks along by letter or telephone"),
                            ("not", "does not come"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="comes",
                    ),
                ),
                ("invited_edition", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("invited_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="invited")),
                ("open_parts", models.JSONField(blank=True, default=list, verbose_name="comes to")),
                ("in_private_time", models.BooleanField(default=False, verbose_name="comes to private time")),
                ("was_there", models.BooleanField(blank=True, null=True, verbose_name="was there")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "ordering": ["added_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tie__in", ["household", "family", "friend", "neighbour", "acquaintance", "professional"])
                        ),
                        name="participant_tie_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__in", ["member", "supporter", "interpreter", "informant", "acceptor"])
                        ),
                        name="participant_capacity_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contact__in", ["not_yet", "tried", "spoken"])),
                        name="participant_contact_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("needs__in", ["nothing", "to_arrange", "arranged"])),
                        name="participant_needs_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("coming__in", ["unknown", "comes", "otherwise", "not"])),
                        name="participant_coming_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en", "fr", "tr", "ar", "pl"])),
                        name="participant_language_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_private_time", False),
                            ("capacity__in", ["member", "supporter", "interpreter"]),
                            _connector="OR",
                        ),
                        name="participant_private_time_by_capacity",
                        violation_error_message="Private time is for the circle alone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_hidden", False), ("shares_contact", False), _connector="OR"),
                        name="participant_hidden_is_not_shared",
                        violation_error_message="A secret address is not given to others.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_core", True)),
                        fields=("side",),
                        name="participant_each_core_person_once",
                        violation_error_message="Each of them stands in the middle once.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpReply",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="intake.followup"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="intake.participant",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[("child", "child"), ("adult", "adult"), ("professional", "professional")],
                        max_length=12,
                        verbose_name="is a",
                    ),
                ),
                ("by_code", models.BooleanField(default=False, editable=False, verbose_name="by own code")),
                (
                    "improved",
                    models.CharField(
                        blank=True,
                        choices=[("better", "better"), ("same", "the same"), ("worse", "worse")],
                        default="",
                        max_length=6,
                        verbose_name="how it is now",
                    ),
                ),
                (
                    "mark_conference",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="mark for the conference",
                    ),
                ),
                (
                    "mark_plan",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="mark for the plan",
                    ),
                ),
                (
                    "mark_coordinator",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="mark for the coordinator",
                    ),
                ),
                (
                    "words",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=2000, verbose_name="in their words"
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["said_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver__in", ["child", "adult", "professional"])),
                        name="followupreply_giver_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("improved__in", ["better", "same", "worse", ""])),
                        name="followupreply_improved_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("follow_up", "participant"),
                        name="followupreply_each_once",
                        violation_error_message="They answered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark_conference__isnull", True),
                            models.Q(("mark_conference__gte", 1), ("mark_conference__lte", 10)),
                            _connector="OR",
                        ),
                        name="followupreply_mark_conference_between",
                        violation_error_message="A mark is between 1 and 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark_plan__isnull", True),
                            models.Q(("mark_plan__gte", 1), ("mark_plan__lte", 10)),
                            _connector="OR",
                        ),
                        name="followupreply_mark_plan_between",
                        violation_error_message="A mark is between 1 and 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark_coordinator__isnull", True),
                            models.Q(("mark_coordinator__gte", 1), ("mark_coordinator__lte", 10)),
                            _connector="OR",
                        ),
                        name="followupreply_mark_coordinator_between",
                        violation_error_message="A mark is between 1 and 10.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartTime",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("private", "Private time"),
                            ("presentation", "Presentation"),
                            ("what_happened", "What happened"),
                            ("whom_it_touched", "Whom it touched, and how"),
                            ("repair", "What is needed to put it right"),
                            ("each_group", "Each group tells"),
                            ("together", "Deliberating together"),
                            ("agreeing", "Agreeing"),
                        ],
                        max_length=20,
                        verbose_name="part",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="began")),
                ("ends_at", models.DateTimeField(verbose_name="ended")),
            ],
            options={
                "verbose_name": "time of a part",
                "verbose_name_plural": "times of parts",
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "part__in",
                                [
                                    "information",
                                    "private",
                                    "presentation",
                                    "what_happened",
                                    "whom_it_touched",
                                    "repair",
                                    "each_group",
                                    "together",
                                    "agreeing",
                                ],
                            )
                        ),
                        name="parttime_part_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(fields=("case", "part"), name="parttime_each_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="parttime_ends_after_it_begins",
                        violation_error_message="A part ends after it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan", to="intake.case"
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
                        verbose_name="written in",
                    ),
                ),
                ("large_type", models.BooleanField(default=False, verbose_name="in large letters")),
                ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "watcher",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=200, verbose_name="who watches over it"
                    ),
                ),
                (
                    "adjusting",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="who meets when it must change"
                    ),
                ),
                ("presented_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="presented")),
                ("accepted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="accepted on")),
                (
                    "accepted_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("circle", "the circle itself"),
                            ("code", "who must accept it, by own code"),
                            ("paper", "who must accept it, on paper"),
                        ],
                        default="",
                        editable=False,
                        max_length=8,
                        verbose_name="accepted by",
                    ),
                ),
                (
                    "accepted_by",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=200, verbose_name="who accepted it"
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="given to everybody"),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["writing", "presented", "accepted", "given"])),
                        name="plan_state_on_track",
                        violation_error_message="This state is not on the track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en", "fr", "tr", "ar", "pl"])),
                        name="plan_language_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_how__in", ["circle", "code", "paper", ""])),
                        name="plan_accepted_how_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["accepted", "given"]), _negated=True),
                            models.Q(("accepted_on__isnull", False), models.Q(("accepted_how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plan_accepted_by_somebody",
                        violation_error_message="Write down who accepted the plan, and when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="intake.plan"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("text", portal.privacy.fields.SealedTextField(max_length=1000, verbose_name="agreement")),
                (
                    "who",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=200, verbose_name="who does it"
                    ),
                ),
                ("on_day", models.DateField(blank=True, null=True, verbose_name="on which day")),
                (
                    "often",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not said"),
                            ("once", "once"),
                            ("daily", "every day"),
                            ("weekly", "every week"),
                            ("monthly", "every month"),
                            ("always", "always"),
                            ("if_then", "if something happens"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                (
                    "condition",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=300, verbose_name="if what happens"
                    ),
                ),
                (
                    "done_by",
                    models.CharField(
                        choices=[("circle", "the circle"), ("professional", "a professional")],
                        default="circle",
                        max_length=12,
                        verbose_name="done by",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("often__in", ["", "once", "daily", "weekly", "monthly", "always", "if_then"])
                        ),
                        name="agreement_often_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_by__in", ["circle", "professional"])),
                        name="agreement_done_by_known",
                        violation_error_message="Choose one of the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementOutcome",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="intake.followup"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="intake.agreement",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("kept", "kept"),
                            ("changed", "changed"),
                            ("dropped", "dropped"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "helped_by",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=300, verbose_name="helped by"
                    ),
                ),
            ],
            options={
                "verbose_name": "what became of an agreement",
                "verbose_name_plural": "what became of agreements",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["kept", "changed", "dropped", "unknown"])),
                        name="agreementoutcome_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(fields=("follow_up", "agreement"), name="agreementoutcome_each_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRevision",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="intake.plan"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", portal.privacy.fields.SealedJSONField(verbose_name="content")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "revision of a plan",
                "verbose_name_plural": "revisions of plans",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="planrevision_each_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecipientCode",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="intake.participant",
                        verbose_name="for",
                    ),
                ),
                ("code_hash", models.CharField(editable=False, max_length=128)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="first used")),
            ],
            options={
                "verbose_name": "code of somebody of the circle",
                "verbose_name_plural": "codes of people of the circle",
                "ordering": ["made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", False), ("revoked_at__isnull", True)),
                        fields=("participant",),
                        name="recipientcode_one_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", True), ("revoked_at__isnull", True)),
                        fields=("case",),
                        name="recipientcode_one_for_acceptor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyConcern",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "raised_as",
                    models.CharField(
                        choices=[
                            ("staff", "the region"),
                            ("coordinator", "the coordinator"),
                            ("core_person", "somebody whom it is about"),
                            ("recipient", "somebody with a code"),
                        ],
                        max_length=12,
                        verbose_name="said by",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "core_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.coreperson",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.participant",
                    ),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="said")),
                ("text", portal.privacy.fields.SealedTextField(max_length=3000, verbose_name="what the worry is")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                (
                    "measures",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=3000, verbose_name="what is done about it"
                    ),
                ),
                (
                    "reason",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=2000, verbose_name="why it can go on"
                    ),
                ),
            ],
            options={
                "verbose_name": "safety concern",
                "verbose_name_plural": "safety concerns",
                "ordering": ["raised_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)), fields=["case"], name="safetyconcern_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("raised_as__in", ["staff", "coordinator", "core_person", "recipient"])),
                        name="safetyconcern_raised_as_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("core_person__isnull", True), ("raised_as", "core_person"), _connector="OR"),
                            models.Q(("participant__isnull", True), ("raised_as", "recipient"), _connector="OR"),
                        ),
                        name="safetyconcern_with_own_code",
                        violation_error_message="Only who came in with a code has one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="safetyconcern_settled_by_somebody",
                        violation_error_message="Say who settled it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="intake.case"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="intake.plan"
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("safe", "Is it safe?"),
                            ("legal", "Does the law allow it?"),
                            ("workable", "Can it be done?"),
                        ],
                        max_length=10,
                        verbose_name="about",
                    ),
                ),
                ("holds", models.BooleanField(verbose_name="yes")),
                ("said_by", portal.privacy.fields.SealedTextField(max_length=200, verbose_name="who said so")),
                ("said_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="on")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("circle", "the circle itself"),
                            ("code", "who must accept it, by own code"),
                            ("paper", "who must accept it, on paper"),
                        ],
                        max_length=8,
                        verbose_name="how",
                    ),
                ),
                (
                    "reason",
                    portal.privacy.fields.SealedTextField(blank=True, default="", max_length=2000, verbose_name="why"),
                ),
                (
                    "requirement",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=500, verbose_name="which minimum requirement"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("requirement", "a minimum requirement is not in it"),
                            ("court", "a decision of a judge"),
                            ("law", "the law"),
                            ("danger", "danger that was learned of since"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                (
                    "acceptable",
                    portal.privacy.fields.SealedTextField(
                        blank=True, default="", max_length=2000, verbose_name="what would be acceptable"
                    ),
                ),
            ],
            options={
                "verbose_name": "verdict",
                "verbose_name_plural": "verdicts",
                "ordering": ["revision", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ["safe", "legal", "workable"])),
                        name="verdict_about_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["circle", "code", "paper"])),
                        name="verdict_how_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["requirement", "court", "law", "danger", ""])),
                        name="verdict_ground_known",
                        violation_error_message="Choose one of the list.",
                    ),
                    models.UniqueConstraint(fields=("plan", "revision", "about"), name="verdict_each_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", ""), ("holds", True)),
                            models.Q(("holds", False), models.Q(("ground", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="verdict_refusal_has_a_ground",
                        violation_error_message="A refusal says on which ground.",
                    ),
                ],
            },
        ),
    ]
