"""Periodic work of training."""

from training.actions.erasing import erase_lapsed, lapsed_candidates


def erase_lapsed_candidates() -> int:
    """Erases every candidate who ended longer ago than their rule book keeps them; how many."""
    return sum(erase_lapsed(candidate) for candidate in lapsed_candidates())
