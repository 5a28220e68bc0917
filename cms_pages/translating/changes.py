"""What changed between two versions of a page's lines."""

from dataclasses import dataclass, field


@dataclass
class Changes:
    """Words that came, went, and became others; with the place of what became another."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)  # place, before, now

    def __bool__(self):
        return bool(self.added or self.removed or self.changed)

    @property
    def are_small(self) -> bool:
        """Whether somebody may call this a small change: words became others, nothing came or went."""
        return bool(self.changed) and not self.added and not self.removed


def changes_between(before, now) -> Changes:
    """Compares lines (place, words). In a place with several lines (a long text), they are compared in their order."""
    old, new = _by_place(before), _by_place(now)
    changes = Changes()
    for place in [*new, *(place for place in old if place not in new)]:
        were, are = old.get(place, []), new.get(place, [])
        if len(were) == len(are):
            changes.changed += [(place, was, is_now) for was, is_now in zip(were, are, strict=True) if was != is_now]
            continue
        changes.added += [words for words in are if words not in were]
        changes.removed += [words for words in were if words not in are]
    return changes


def _by_place(lines):
    places: dict[str, list[str]] = {}
    for place, words in lines:
        places.setdefault(place, []).append(words)
    return places
