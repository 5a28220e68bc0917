"""What every public page may say about the organisation whose site it is on."""

from django.utils.functional import SimpleLazyObject

from portal.organisations.queries import help_lines_of, organisation_for


def organisation(request):
    """`organisation` and its `help_lines` by kind; asked from the database only when a template uses them."""
    return {
        "organisation": SimpleLazyObject(lambda: organisation_for(request)),
        "help_lines": SimpleLazyObject(lambda: help_lines_of(organisation_for(request))),
    }
