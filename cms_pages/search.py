"""Search in the public pages of one site and one language, on SQLite and PostgreSQL alike.

Both databases find pages that have all the words, each at the beginning of a word; which page comes first is decided
here, so that it is the same everywhere: first those that are called so.
"""

from functools import reduce

from django.db.models import Case, IntegerField, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from wagtail.search.query import And, PlainText

from cms_pages.models import TextPage
from cms_pages.navigation import home_path, public_address
from cms_pages.words import words_of
from portal.organisations.queries import organisation_for

LONGEST_QUESTION = 100  # characters; the rest is not read
MOST_WORDS = 8
MOST_FOUND = 100  # looked at; who sees more than that asks again with another word


def pages_about(request, question: str) -> list[TextPage]:
    """The pages with all words of the question, best first, each with `address` and `kind`. A few queries.

    Of more than MOST_FOUND the newest.
    """
    words = words_of(question[:LONGEST_QUESTION])[:MOST_WORDS]
    below = home_path(request)
    if not words or not below:
        return []
    query = And([PlainText(word) for word in words]) if len(words) > 1 else PlainText(words[0])
    matching = (
        TextPage.objects.live().public().filter(path__startswith=below).autocomplete(query, order_by_relevance=False)
    )
    # As far as the database can see, titles that say it come first already here: however many pages there are.
    titled = Case(When(title__icontains=question.split()[0], then=0), default=1, output_field=IntegerField())
    newest = Coalesce("last_published_at", "first_published_at").desc(nulls_last=True)
    pages = matching.get_queryset().select_related("content_type").defer("body").order_by(titled, newest, "pk")
    found = list(pages[:MOST_FOUND])
    for page in found:
        page.address = public_address(page.url_path, get_language())
        page.kind = "" if page.specific_class is TextPage else page.specific_class._meta.verbose_name
    return sorted(found, key=lambda page: -_closeness(page, words))


def regions_about(request, question: str) -> list:
    """The regions of this site whose name begins with one of the words of the question. One query."""
    words, organisation = words_of(question[:LONGEST_QUESTION])[:MOST_WORDS], organisation_for(request)
    if not words or organisation is None:
        return []
    return [
        region
        for region in organisation.regions.filter(is_front_desk=False)
        if any(len(word) > 2 and part.startswith(word) for word in words for part in words_of(region.name))
    ]


def _closeness(page, words) -> int:
    """How much of the question stands in the title (weighs most) and in the introduction."""
    title, lead = words_of(page.title), words_of(page.lead)
    return reduce(lambda sum_, word: sum_ + 4 * _begins(title, word) + _begins(lead, word), words, 0)


def _begins(words, wanted) -> bool:
    return any(word.startswith(wanted) for word in words)
