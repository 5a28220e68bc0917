import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        # What others bring comes first: with our models there already, each of their migrations takes longer.
        ("django_celery_beat", "0019_alter_periodictasks_options"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("post_office", "0014_alter_email_recipient_delivery_status_and_more"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="organisation", to="wagtailcore.site"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("legal_name", models.CharField(max_length=100, verbose_name="legal name")),
                (
                    "country",
                    models.CharField(
                        choices=[("NL", "the Netherlands"), ("BE", "Belgium")], max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        choices=[("nl-org", "Dutch words"), ("be-org", "Belgian words")],
                        max_length=10,
                        verbose_name="words",
                    ),
                ),
                ("address", models.TextField(blank=True, verbose_name="postal address")),
                ("telephone", models.CharField(max_length=30, verbose_name="telephone")),
                (
                    "referral_telephone",
                    models.CharField(blank=True, max_length=30, verbose_name="telephone for referrals"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "mail_name",
                    models.CharField(
                        default="Het team",
                        help_text="A name that does not tell what it is about, such as “Het team”.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[\\w .'-]+\\Z", message="Write a plain name, of letters and spaces."
                            )
                        ],
                        verbose_name="sender of mails to people with a request",
                    ),
                ),
                ("website", models.CharField(max_length=100, verbose_name="web address as people say it")),
                (
                    "leave_to",
                    models.CharField(
                        help_text="A neutral page, such as the weather, that opens when someone leaves fast.",
                        max_length=200,
                        validators=[django.core.validators.URLValidator(schemes=["https"])],
                        verbose_name="quick exit leads to",
                    ),
                ),
                (
                    "start_within_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="promise: starts within (days)"
                    ),
                ),
                (
                    "answers_within_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Whoever sends a request reads this.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="a first answer within (working days)",
                    ),
                ),
                (
                    "active_cases_per_coordinator",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="active cases per coordinator, at most",
                    ),
                ),
                (
                    "hour_fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fee per hour (euro)",
                    ),
                ),
                (
                    "kilometre_fee",
                    models.DecimalField(
                        decimal_places=3,
                        default=0,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="for each kilometre (euro)",
                    ),
                ),
                ("free_for_families", models.BooleanField(default=False, verbose_name="free for families")),
                (
                    "child_joins_from",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[django.core.validators.MaxValueValidator(18)],
                        verbose_name="the child agrees too from the age of",
                    ),
                ),
                (
                    "child_decides_from",
                    models.PositiveSmallIntegerField(
                        default=16,
                        validators=[django.core.validators.MaxValueValidator(18)],
                        verbose_name="the child decides from the age of",
                    ),
                ),
                (
                    "unagreed_kept_days",
                    models.PositiveSmallIntegerField(
                        default=28,
                        help_text="After that it erases itself. Staff are warned a week before.",
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(366),
                        ],
                        verbose_name="keep a referral that nobody agreed to (days)",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unagreed_kept_days__gte", 7), ("unagreed_kept_days__lte", 366)),
                        name="organisation_keeps_unagreed_for_a_while",
                        violation_error_message="Between 7 and 366 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("child_joins_from__lte", models.F("child_decides_from"))),
                        name="organisation_child_joins_before_decides",
                        violation_error_message="A child cannot decide alone before it is asked at all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers_within_days__gte", 1), ("answers_within_days__lte", 20)),
                        name="organisation_answers_soon",
                        violation_error_message="Between 1 and 20 working days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mail_name__icontains", models.F("name")), _negated=True),
                        name="organisation_mails_neutrally",
                        violation_error_message="The sender of mails must not tell which organisation it is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_lines",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("emergency", "emergency"),
                            ("violence", "violence at home"),
                            ("children", "children and young people"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="As people know it. Empty for 112.", max_length=60, verbose_name="name"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[\\d ]{3,20}$", message="Write only the digits of the number."
                            )
                        ],
                        verbose_name="number",
                    ),
                ),
                ("round_the_clock", models.BooleanField(default=True, verbose_name="day and night")),
                ("free_of_charge", models.BooleanField(default=True, verbose_name="free of charge")),
            ],
            options={
                "verbose_name": "help line",
                "verbose_name_plural": "help lines",
                "ordering": ["organisation", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "kind"),
                        name="helpline_one_per_kind",
                        violation_error_message="This organisation already has a number of this kind.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="regions",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("slug", models.SlugField(max_length=60, verbose_name="short name in addresses")),
                (
                    "is_front_desk",
                    models.BooleanField(
                        default=False,
                        help_text="Takes what comes from anywhere else. One per organisation.",
                        verbose_name="front desk",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="managed_regions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="regional manager",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deputy_regions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["organisation", "is_front_desk", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "slug"),
                        name="region_slug_per_organisation",
                        violation_error_message="This organisation already has a region with this short name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_front_desk", True)),
                        fields=("organisation",),
                        name="region_one_front_desk",
                        violation_error_message="This organisation already has a front desk.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Postcode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "country",
                    models.CharField(
                        choices=[("NL", "the Netherlands"), ("BE", "Belgium")], max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The four digits.",
                        max_length=4,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9]\\d{3}$", message="A postcode has four digits, such as 8011."
                            )
                        ],
                        verbose_name="postcode",
                    ),
                ),
                ("province", models.CharField(max_length=3, verbose_name="province")),
                ("place", models.CharField(max_length=100, verbose_name="place")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="postcodes",
                        to="organisations.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "postcode",
                "verbose_name_plural": "postcodes",
                "ordering": ["country", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "code"),
                        name="postcode_once_per_country",
                        violation_error_message="This postcode is in the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[1-9]\\d{3}$")),
                        name="postcode_four_digits",
                        violation_error_message="A postcode has four digits, such as 8011.",
                    ),
                ],
            },
        ),
    ]
