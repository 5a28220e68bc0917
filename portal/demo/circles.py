"""Invented circles and plans for the demo's cases. Nobody in them exists; the surnames of who asked say so."""

from typing import NamedTuple


class Member(NamedTuple):
    """Somebody of a circle. `said` are further fields of a participant."""

    name: str
    who: str
    tie: str
    said: dict = {}


class Agreed(NamedTuple):
    """An agreement as the circle words it; `days` is when it is due, from the conference on."""

    text: str
    who: str = ""
    often: str = ""
    days: int | None = None
    condition: str = ""
    done_by: str = "circle"


class Gathering(NamedTuple):
    """The circle of the case of who asked, and how far they came.

    `days` ago the coordinator accepted; `held_days` ago the conference was, or in so many days it will be (negative).
    """

    name: str
    account: str
    days: float
    held_days: float
    place: str
    people: tuple[Member, ...]
    agreements: tuple[Agreed, ...] = ()
    language: str = "nl"
    food: str = ""
    rituals: str = ""
    watcher: str = ""
    adjusting: str = ""
    until: str = "preparation"  # preparation | held | presented | given | four_weeks | three_months | closed


_INFORMS = {"capacity": "informant"}
_NOT_YET = {"contact": "not_yet", "coming": "unknown"}
_CHILD = {"is_child": True}

GATHERINGS = [
    Gathering(
        "Nadia Demo-Amrani", "coordinator", 12, -9, "Buurthuis De Linde, Demostraat 4, Zwolle",
        (
            Member("Samira", "moeder", "household", {"needs": "arranged", "hindrance": "Werkt op zaterdag",
                   "arranged": "Heeft vrij gevraagd en gekregen"}),
            Member("Lina", "zusje, 9 jaar", "household", _CHILD | {"needs": "arranged",
                   "hindrance": "Wil niet alleen zitten", "arranged": "Een eigen stoel naast oma"}),
            Member("Anouar", "vader, woont in Deventer", "family", {"needs": "arranged",
                   "hindrance": "Heeft geen auto", "arranged": "Komt met de trein, oom Karim haalt hem"}),
            Member("Hafida", "oma", "family", {"needs": "arranged", "language": "ar",
                   "hindrance": "Spreekt Darija, kan geen trap op", "arranged": "Tolk Darija, zaal beneden"}),
            Member("Karim", "oom", "family"),
            Member("Nadia", "tante", "family", {"needs": "arranged", "hindrance": "De baby",
                   "arranged": "Oppas in de kamer ernaast"}),
            Member("Bilal", "neef, 17 jaar", "family", _CHILD | _NOT_YET),
            Member("Daan", "vriend van Younes", "friend", _CHILD),
            Member("Sofie", "vriendin van Samira", "friend"),
            Member("Rachid", "voetbaltrainer", "acquaintance", {"needs": "arranged",
                   "hindrance": "Training tot één uur", "arranged": "Komt om half twee"}),
            Member("Gerrit", "buurman", "neighbour", _NOT_YET | {"needs": "to_arrange",
                   "hindrance": "Hoort slecht"}),
            Member("Mw. De Boer", "mentor op school", "professional", _INFORMS | {"is_briefed": True}),
            Member("Dhr. Visser", "leerplichtambtenaar", "professional", _INFORMS | _NOT_YET),
        ),
        food="Harira en brood, ieder neemt iets mee", rituals="Oma begint met een wens",
    ),
    Gathering(
        "Els Demo-Janssens", "nadine", 13, -8, "Buurthuis De Demo, Molenbeek",
        (
            Member("Wout", "zoon, 12 jaar", "household", _CHILD),
            Member("Stan", "zoon, 8 jaar", "household", _CHILD),
            Member("Moemoe Rita", "oma", "family", {"needs": "arranged", "hindrance": "Rijdt niet in het donker",
                   "arranged": "Peter Luc brengt haar"}),
            Member("Luc", "peter van Wout", "family"),
            Member("Fatiha", "buurvrouw", "neighbour", {"language": "fr"}),
            Member("Coach Bram", "voetbal", "acquaintance", _NOT_YET),
            Member("Mw. Claes", "zorgjuf op school", "professional", _INFORMS),
        ),
        food="Pannenkoeken",
    ),
    Gathering(
        "Agnieszka Demo-Kowalska", "emre", 7, -20, "",
        (
            Member("Tomasz", "tata", "household", {"language": "pl"}),
            Member("Babcia Zofia", "babcia", "family", {"language": "pl"} | _NOT_YET),
            Member("Ewa", "przyjaciółka mamy", "friend", {"language": "pl"} | _NOT_YET),
        ),
        language="pl",
    ),
    Gathering(
        "Nel Demo-Postma", "lucia", 30, 4, "Thuis bij zus Wietske",
        (
            Member("Wietske", "zus", "family"),
            Member("Sjoerd", "zoon", "household", {"large_type": True}),
            Member("Anneke", "buurvrouw", "neighbour"),
            Member("Pastor Van Dam", "van de kerk", "acquaintance"),
            Member("Mw. Jansen", "wijkverpleegkundige", "professional", _INFORMS),
        ),
        (
            Agreed("Sjoerd kookt op maandag en donderdag, en blijft eten.", "Sjoerd", "weekly"),
            Agreed("Anneke loopt elke dag even binnen met haar hond.", "Anneke", "daily"),
            Agreed("Wietske gaat mee naar de huisarts.", "Wietske", "once", 6),
            Agreed("Nel belt Wietske als zij niet kan slapen.", "Nel", "if_then", condition="Nel kan niet slapen"),
        ),
        food="Soep", rituals="Een kaars voor Jan", watcher="Wietske", adjusting="Nel, Wietske en Sjoerd",
        until="presented",
    ),
    Gathering(
        "Yusuf Demo-Aydın", "emre", 60, 24, "Demo-camii yanındaki salon, Enschede",
        (
            Member("Elif", "eşi", "household", {"language": "tr"}),
            Member("Can", "oğlu, 10 yaşında", "household", _CHILD | {"language": "tr"}),
            Member("Fatih", "ağabeyi", "family", {"language": "tr"}),
            Member("Nuray", "yengesi", "family", {"language": "tr"}),
            Member("Meryem teyze", "teyzesi", "family", {"language": "tr", "large_type": True}),
            Member("Osman", "iş arkadaşı", "friend", {"language": "tr"}),
            Member("Ina", "komşusu", "neighbour"),
            Member("Mw. Bos", "borç danışmanı", "professional", _INFORMS),
        ),
        (
            Agreed("Fatih her salı akşamı Yusuf’la posta kutusunu açar.", "Fatih", "weekly"),
            Agreed("Elif ve Yusuf her ayın ilk günü bütçeyi birlikte yapar.", "Elif, Yusuf", "monthly"),
            Agreed("Osman iş ilanlarına birlikte bakar.", "Osman", "weekly"),
            Agreed("Nuray çarşamba günleri Can’ı okuldan alır.", "Nuray", "weekly"),
            Agreed("Meryem teyze cuma günleri yemek yapar.", "Meryem teyze", "weekly"),
            Agreed("Yusuf belediyeyi kendisi arar.", "Yusuf", "once", 5),
            Agreed("Fatih araba için sekiz hafta borç verir.", "Fatih", "once", 10),
            Agreed("Ina Can’la Hollandaca okur.", "Ina", "weekly"),
            Agreed("Elif kursa başlar.", "Elif", "once", 14),
            Agreed("Borç danışmanı alacaklılara bir mektup yazar.", "Mw. Bos", "once", 12, done_by="professional"),
            Agreed("Borç danışmanı ayda bir arar.", "Mw. Bos", "monthly", done_by="professional"),
            Agreed("Kavga olursa Yusuf yürüyüşe çıkar.", "Yusuf", "if_then", condition="Kavga olursa"),
            Agreed("Can akşamları kitap okunmasını ister; babası her akşam okur.", "Yusuf", "daily"),
        ),
        language="tr", food="Mercimek çorbası ve börek", watcher="Fatih", adjusting="Yusuf, Elif ve Fatih",
        until="given",
    ),
    Gathering(
        "Carla Demo-Visser", "coordinator", 150, 125, "Wijkcentrum De Demo, Kampen",
        (
            Member("Bas", "zoon, 14 jaar", "household", _CHILD),
            Member("Ton", "opa", "family"),
            Member("Marjan", "tante", "family"),
            Member("Joost", "voetbalmaat van Bas", "friend", _CHILD),
            Member("Dhr. Kuiper", "jeugdwerker", "professional", _INFORMS),
        ),
        (
            Agreed("Bas slaapt in het weekend bij opa.", "Ton", "weekly"),
            Agreed("Carla en Marjan wandelen elke woensdag.", "Marjan", "weekly"),
            Agreed("De jeugdwerker belt voor een bijbaan.", "Dhr. Kuiper", "once", 10, done_by="professional"),
        ),
        watcher="Opa Ton", adjusting="Allen van de kring", until="three_months",
    ),
    Gathering(
        "Bert Demo-Hoekstra", "lucia", 220, 195, "Dorpshuis Demodorp",
        (
            Member("Trijntje", "vrouw", "household"),
            Member("Klaas", "zoon", "family"),
            Member("Hennie", "buurvrouw", "neighbour"),
        ),
        (
            Agreed("Klaas doet zaterdag de tuin.", "Klaas", "weekly"),
            Agreed("Hennie brengt Trijntje naar het koor.", "Hennie", "weekly"),
        ),
        watcher="Klaas", adjusting="Bert, Trijntje en Klaas", until="closed",
    ),
]  # fmt: skip
