"""Organisations with sites, numbers and regions, as the tests need them."""

import factory
from wagtail.models import Page, Site

from portal.organisations.models import HelpLine, Organisation, Postcode, Region


class OrganisationFactory(factory.django.DjangoModelFactory):
    """The Dutch one at `localhost`; with `belgian=True` the Belgian one at `be.localhost`. Each exists once."""

    class Meta:
        model = Organisation
        django_get_or_create = ("country",)
        skip_postgeneration_save = True

    class Params:
        belgian = factory.Trait(
            name="EKC België",
            legal_name="EKC België vzw",
            country="BE",
            words="be-org",
            telephone="0489 45 54 12",
            start_within_days=21,
            child_decides_from=12,
        )

    country = "NL"
    name = "Eigen Kracht Centrale"
    legal_name = "Stichting Eigen Kracht Centrale"
    words = "nl-org"
    telephone = "038 422 25 26"
    email = "info@example.org"
    website = "example.org"
    leave_to = "https://example.org/weather/"

    @factory.lazy_attribute
    def site(self):
        is_default = self.country == "NL"
        site, _made = Site.objects.update_or_create(
            hostname="localhost" if is_default else "be.localhost",
            defaults={"port": 80, "is_default_site": is_default, "root_page": Page.objects.get(depth=1)},
        )
        return site

    @factory.post_generation
    def numbers(self, create, extracted, **kwargs):
        for kind, name, number in [("emergency", "", "112"), ("violence", "Veilig Thuis", "0800 2000")]:
            HelpLine.objects.get_or_create(organisation=self, kind=kind, defaults={"name": name, "number": number})
        Region.objects.get_or_create(organisation=self, slug="balie", defaults={"name": "Balie", "is_front_desk": True})


class RegionFactory(factory.django.DjangoModelFactory):
    """A region of the Dutch organisation; `postcodes=["8011"]` belong to it."""

    class Meta:
        model = Region
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Region {n}")
    slug = factory.Sequence(lambda n: f"region-{n}")

    @factory.post_generation
    def postcodes(self, create, extracted, **kwargs):
        for code in extracted or ():
            Postcode.objects.create(
                country=self.organisation.country, code=code, province="OV", place="Demo", region=self
            )
