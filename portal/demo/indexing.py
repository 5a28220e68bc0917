"""Filling the indexes of pages once, at the end: the demo saves each page several times on its way."""

from contextlib import contextmanager

from django.core.management import call_command
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def indexed_at_the_end():
    """Wagtail's work behind each save (search, references) is left, and done for everything when the block ends."""
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {})
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
