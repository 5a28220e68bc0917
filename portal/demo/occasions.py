"""Invented training events for the demo: what, when, where, and who of the demo's people comes."""

from typing import NamedTuple

from training.models import EventKind


class Occasion(NamedTuple):
    """`days`: in how many days its days are (negative: ago), each at `hour` for so many `hours`.

    `seats`: who takes one, in this order, by the name of their account; `there`: who of them came.
    """

    site: str  # country of the organisation
    kind: str
    days: tuple[int, ...]
    place: str
    capacity: int
    by: str
    hour: int = 10
    hours: float = 6
    language: str = "nl"
    title: str = ""
    for_whom: str = ""
    about: str = ""
    link: str = ""
    to_bring: str = ""
    region: str = ""
    trainers: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    because: str = ""  # why it was cancelled
    is_planned: bool = False  # not open yet


K = EventKind
_TWO, _TWO_BE = ("trainer", "trainer2"), ("trainer-be", "trainer2-be")
_MEETING = "U hoort wat een coördinator doet, u ontmoet mensen die het werk doen, en u vraagt wat u wilt weten."
_EK1 = "Drie dagen waarin wij samen oefenen: van het eerste gesprek tot het plan. Voor lunch wordt gezorgd."
_EK2 = "Drie dagen over herstel na een misdrijf, en over kringen van groepen en buurten."

OCCASIONS = [
    Occasion(
        "NL", K.REFRESHER, (-22,), "Zwolle, zaal De Kring", 16, "manager", trainers=_TWO, about=(
            "Wat doet u als het stil valt in de kring? Wij oefenen met elkaar."
        ), seats=("coordinator", "gerda"), there=("coordinator",),
    ),
    Occasion(
        "BE", K.STUDY_DAY, (-19,), "Brussel, Huis van de Buurt", 30, "manager-be", trainers=_TWO_BE,
        title="Studiedag: wie hoort erbij?", seats=("nadine",), there=("nadine",),
    ),
    Occasion(
        "NL", K.INFORMATION, (13,), "Zwolle, buurthuis De Linde", 25, "manager", hour=19, hours=2.5, about=_MEETING,
        for_whom="Mensen die Arabisch, Turks of Tigrinya spreken zijn extra welkom.", seats=("sevda", "rachid"),
    ),
    Occasion(
        "NL", K.INFORMATION, (41,), "Eindhoven, bibliotheek Zuid", 25, "manager2", hour=19, hours=2.5, about=_MEETING,
        for_whom="Mensen uit Eindhoven, Tilburg en omgeving.",
    ),
    Occasion(
        "NL", K.EK1, (24, 25, 38), "Zwolle, zaal De Kring", 2, "trainer", trainers=_TWO, about=_EK1, hours=7,
        title="Eigen Kracht 1: kleine groep", to_bring="Lees vooraf hoofdstuk 1 van het werkboek. Neem iets mee om "
        "te schrijven.", seats=("tesfay", "noor", "marga"),
    ),
    Occasion(
        "NL", K.EK1, (66, 67, 80), "Utrecht, vergadercentrum De Brug", 14, "trainer", trainers=_TWO, about=_EK1,
        hours=7, for_whom="Wij zoeken vooral mensen uit Groningen, Drenthe en Limburg.",
    ),
    Occasion(
        "NL", K.EK2, (31, 32, 45), "Zwolle, zaal De Kring", 12, "trainer2", trainers=_TWO, about=_EK2, hours=7,
        seats=("emre",),
    ),
    Occasion(
        "NL", K.REFRESHER, (18,), "Utrecht, vergadercentrum De Brug", 20, "manager", trainers=("trainer2",),
        about="Voor wie al coördinator is: een dag om bij te praten en te oefenen.", seats=("coordinator", "gerda"),
    ),
    Occasion(
        "NL", K.STUDY_DAY, (52,), "Amersfoort, theater De Poort", 120, "manager", title="Landelijke studiedag",
        about="Alle coördinatoren van het land bij elkaar, met verhalen van families.", seats=("coordinator", "lucia"),
    ),
    Occasion(
        "NL", K.WORKSHOP, (9,), "online", 40, "trainer2", hour=20, hours=1.5, title="Een kring op afstand",
        about="Hoe doet iemand mee die ver weg woont? Met voorbeelden.", link="https://overleg.example/kring-op-afstand",
        trainers=("trainer2",), seats=("bogdan", "coordinator", "gerda"),
    ),
    Occasion(
        "NL", K.INTERVISION, (27,), "Zwolle, kantoor", 8, "manager", hour=16, hours=2, region="overijssel",
        seats=("willemijn",),
    ),
    Occasion(
        "NL", K.VARIANT, (95,), "Zwolle, zaal De Kring", 12, "trainer", title="Kringen over leren en school",
        trainers=("trainer",), is_planned=True,
    ),
    Occasion(
        "NL", K.REGIONAL, (15,), "Deventer, wijkcentrum Het Anker", 20, "manager", hour=19, hours=2,
        region="overijssel", seats=("coordinator",), because="De zaal is gesloten. Wij zoeken een nieuwe dag.",
    ),
    Occasion(
        "BE", K.INFORMATION, (16,), "Brussel, Huis van de Buurt", 20, "manager-be", hour=19, hours=2.5, about=_MEETING,
        for_whom="Mensen die Nederlands en Frans spreken.",
    ),
    Occasion(
        "BE", K.INFORMATION, (30,), "Bruxelles, Maison du Quartier", 20, "manager-be", hour=19, hours=2.5,
        language="fr", title="Réunion d’information", for_whom="Nous cherchons des personnes qui parlent français.",
        about="Vous entendez ce que fait un coordinateur, et vous posez toutes vos questions.", seats=("marieclaire",),
    ),
    Occasion(
        "BE", K.EK1, (29, 30, 43), "Leuven, zaal De Ark", 2, "trainer-be", trainers=_TWO_BE, about=_EK1, hours=7,
        title="Eigen Kracht 1: kleine groep", seats=("lieve", "amadou", "rita"),
    ),
    Occasion(
        "BE", K.EK1, (73, 74, 88), "Gent, De Centrale Zaal", 12, "trainer-be", trainers=_TWO_BE, about=_EK1, hours=7,
    ),
    Occasion(
        "BE", K.EK2, (50, 51, 64), "Leuven, zaal De Ark", 10, "trainer2-be", trainers=_TWO_BE, about=_EK2, hours=7,
    ),
    Occasion(
        "BE", K.REFRESHER, (20,), "Brussel, Huis van de Buurt", 15, "manager-be", trainers=("trainer-be",),
        seats=("nadine",),
    ),
    Occasion(
        "BE", K.STUDY_DAY, (60,), "Mechelen, De Kazerne", 60, "manager-be", title="Studiedag: de kring in de stad",
        seats=("nadine",),
    ),
    Occasion(
        "BE", K.WORKSHOP, (11,), "online", 30, "trainer2-be", hour=20, hours=1.5, title="Werken met een tolk",
        link="https://overleg.example/tolk", trainers=("trainer2-be",), seats=("dirk", "nadine"),
    ),
    Occasion(
        "BE", K.REGIONAL, (14,), "Brussel, Huis van de Buurt", 20, "manager-be", hour=19, hours=2, seats=("nadine",),
        because="De zaal is niet vrij. Wij zoeken een nieuwe dag.",
    ),
]  # fmt: skip
