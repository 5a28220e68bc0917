"""References that a person can say on the telephone: six signs, the last one checks the others.

No sign looks or sounds like another (no 0 O, 1 I L, 5 S, B), no vowels, so that no word appears. There are 23 signs, a
prime, so that the check sign betrays every single wrong sign and every two that changed places. Drawn by chance: one
reference says nothing of another.
"""

import secrets

SIGNS = "2346789CDFHJKMNPRTVWXYZ"
LENGTH = 6
# The Dutch spelling names, as both organisations use them on the telephone.
SPELLING = {
    "C": "Cornelis",
    "D": "Dirk",
    "F": "Ferdinand",
    "H": "Hendrik",
    "J": "Johan",
    "K": "Karel",
    "M": "Marie",
    "N": "Nico",
    "P": "Pieter",
    "R": "Richard",
    "T": "Theodoor",
    "V": "Victor",
    "W": "Willem",
    "X": "Xantippe",
    "Y": "Ypsilon",
    "Z": "Zacharias",
}


def new_reference() -> str:
    """Six signs without a space; whether they are still free is the caller's to see."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return signs + _check_sign(signs)


def read_reference(text: str) -> str | None:
    """The reference in what somebody typed ("7hn 4rk", "7HN-4RK"); None when it cannot be one."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        return None
    return signs if _check_sign(signs[:-1]) == signs[-1] else None


def shown(reference: str) -> str:
    """As people read it: "7HN 4RK"."""
    return f"{reference[:3]} {reference[3:]}"


def spelled(reference: str) -> list[str]:
    """What to say for each sign: the digit itself, or the spelling name."""
    return [SPELLING.get(sign, sign) for sign in reference]


def _check_sign(signs: str) -> str:
    weighted = sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(signs))
    return SIGNS[weighted % len(SIGNS)]
