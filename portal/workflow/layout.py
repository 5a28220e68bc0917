"""Where the beads of a track lie: the longest way through it is the thread, everything else hangs below."""

from dataclasses import dataclass

from portal.workflow.tracks import Track

PITCH = 168  # from bead to bead along the thread
ROW = 62  # from the thread to the first side state, and on
_SIDE = 0.55  # of a pitch: how far past its last source a side state hangs


@dataclass(frozen=True)
class Place:
    x: float
    y: float
    on_thread: bool


def places(track: Track) -> dict[str, Place]:
    """A place for every state, in the order of the thread first; x grows from 0 in the direction of reading."""
    thread = thread_of(track)
    found = {state: Place(i * PITCH, 0, True) for i, state in enumerate(thread)}
    for row, state in enumerate([state for state in track.states.values if state not in found], start=1):
        sources = [found[s].x for t in track.transitions if t.target == state for s in t.sources if s in found]
        found[state] = Place(max(sources, default=0) + _SIDE * PITCH, row * ROW, False)
    return found


def thread_of(track: Track) -> list[str]:
    """The longest way through the track to one of its ends, in the order in which its states are declared.

    A serious step (declining, stopping) makes a way shorter, so that it lies on the thread only when nothing else
    leads on.
    """
    order = {state: i for i, state in enumerate(track.states.values)}
    best: dict[str, tuple[int, list[str]]] = {str(track.initial): (0, [str(track.initial)])}
    for state in track.states.values:
        if state not in best:
            continue
        length, way = best[state]
        for transition in track.leaving(state):
            if transition.target is None or order[transition.target] <= order[state]:
                continue
            longer = length + (-1 if transition.tone == "serious" else 1)
            if transition.target not in best or longer > best[transition.target][0]:
                best[str(transition.target)] = (longer, [*way, str(transition.target)])
    ways = [found for found in best.values() if len(found[1]) > 1] or list(best.values())
    return max(ways, key=lambda found: (found[0], found[1][-1] in track.end_states))[1]
