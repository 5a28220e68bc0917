"""Invented referrals for the demo. Nobody in them exists; every surname says so."""

from typing import NamedTuple


class Story(NamedTuple):
    """Who asked what, how long ago (days), and how far staff came with it since."""

    site: str  # country of the organisation
    language: str
    for_whom: str
    name: str
    person: str
    story: str
    postcode: str
    days: float
    progress: str = "received"  # received | in_talk | agreed | accepted | declined | stopped
    age: int | None = None
    awareness: str = "agrees"
    work: str = ""
    telephone: str = "06 12345678"
    email: str = ""
    safe_times: str = ""
    never_do: str = ""
    model: str = "family_group"
    reason: str = ""


STORIES = [
    Story(
        "NL", "nl", "family", "Samira Demo-Idrissi", "Younes",
        "Younes gaat al zes weken niet naar school. Thuis maken we elke dag ruzie. "
        "Ik weet niet meer hoe ik met hem moet praten.",
        "8011 GD", 1.2, age=15, safe_times="Op werkdagen tussen 9 en 14 uur", never_do="Geen brief naar huis sturen",
    ),
    Story(
        "NL", "nl", "acquaintance", "Henk Demo-Buurman", "Riet",
        "Mijn buurvrouw is 81 en valt steeds vaker. Haar kinderen wonen ver weg. Zij wil in haar eigen huis blijven.",
        "8021", 3, progress="in_talk", awareness="knows", telephone="038 1234567",
    ),
    Story(
        "NL", "ar", "self", "هدى ديمو", "",
        "أعيش وحدي مع أطفالي الثلاثة وعليّ ديون. أريد أن أجد حلاً مع عائلتي وجاراتي.",
        "8012 AB", 5, progress="in_talk", safe_times="بعد الساعة العاشرة صباحًا",
    ),
    Story(
        "NL", "nl", "work", "Joris Demo-Mentor", "Kyra",
        "Kyra is veel alleen thuis en komt moe op school. Haar moeder is ziek. "
        "Moeder en ik hebben het er samen over gehad.",
        "7411", 8, progress="agreed", age=11, work="Mentor, Demo-college", email="mentor@demo.example",
    ),
    Story(
        "NL", "nl", "self", "Peter Demo-Vermeer", "",
        "Ik dreig mijn huis te verliezen. Ik schaam me en heb het nog aan niemand verteld. Zo kan het niet langer.",
        "8043", 20, progress="accepted",
    ),
    Story(
        "NL", "pl", "family", "Agnieszka Demo-Kowalska", "Oliwia",
        "Rozwodzimy się i kłócimy się o każdy weekend z córką. Oliwia nie chce już nigdzie jeździć.",
        "7511 AA", 30, progress="accepted", age=9,
    ),
    Story(
        "NL", "nl", "family", "Ria Demo-Zandstra", "Opa Jan",
        "Opa Jan komt na zijn val niet meer alleen de trap op. Wij wonen alle vier ergens anders. Hoe regelen wij dit?",
        "8012", 9, progress="accepted",
    ),
    Story(
        "NL", "nl", "group", "Fatma Demo-Yılmaz", "Demostraat, het blok met de speeltuin",
        "In onze straat is elke avond ruzie tussen de jongeren en de oudere bewoners. Wie krijgt ons aan tafel?",
        "8031", 40, progress="accepted", awareness="knows", model="all_hands",
    ),
    Story(
        "NL", "nl", "work", "Wim Demo-Wijkagent", "Dennis",
        "Dennis heeft bij de buren ingebroken. Hij wil het goedmaken en de buren willen hem spreken.",
        "5611", 2, awareness="agrees", work="Wijkagent, Demo-wijk", telephone="040 1234567",
    ),
    Story(
        "NL", "tr", "family", "Emine Demo-Kaya", "Babam",
        "Babam unutkan oldu. Annem ona tek başına bakıyor ve çok yoruldu. Kardeşlerimle bir plan yapmak istiyoruz.",
        "5613", 12, progress="accepted",
    ),
    Story(
        "NL", "nl", "self", "Iris Demo-Klaassen", "",
        "Ik zoek hulp bij mijn belastingaangifte.",
        "5014", 15, progress="declined",
        reason="Zocht hulp bij de aangifte, geen plan met de kring. Verwezen naar het spreekuur van de bibliotheek.",
    ),
    Story(
        "BE", "nl", "work", "Lotte Demo-Peeters", "Noor",
        "Noor kan misschien niet bij haar moeder blijven wonen. Haar grootouders en tantes willen meedenken.",
        "1000", 4, progress="in_talk", age=13, work="Consulent, Demo-CLB", telephone="0470 12 34 56",
    ),
    Story(
        "BE", "fr", "family", "Amélie Demo-Dubois", "Mon frère Luc",
        "Mon frère ne sort plus de chez lui depuis la mort de sa femme. Nous voulons l'aider sans décider à sa place.",
        "1030", 16, progress="accepted",
    ),
    Story(
        "BE", "nl", "self", "Els Demo-Janssens", "",
        "Ik lig vaak in het ziekenhuis. Wie is er dan voor mijn twee zonen? Ik wil dat samen met mijn mensen regelen.",
        "1080", 33, progress="accepted", telephone="0470 12 34 56",
    ),
    Story(
        "BE", "nl", "self", "Karim Demo-Benali", "",
        "Mijn dochter en ik spreken elkaar niet meer. Ik wil dat het weer goed komt, met de familie erbij.",
        "1080", 26, progress="stopped",
        reason="Vader en dochter hebben zelf weer contact. Zij willen nu geen conferentie.",
    ),
    Story(
        "NL", "en", "acquaintance", "Grace Demo-Mensah", "Abena",
        "My friend has a baby and no family here. She is tired and afraid to ask for help.",
        "4331", 0.4, awareness="not_yet", telephone="+44 20 7946 0958",
    ),
    Story(
        "NL", "nl", "family", "Nadia Demo-Amrani", "Younes",
        "Mijn neef Younes komt zijn bed niet uit en mijn zus weet het niet meer. Wij willen allemaal helpen.",
        "8011 AB", 34, progress="accepted", age=15,
    ),
    Story(
        "NL", "nl", "self", "Nel Demo-Postma", "",
        "Sinds mijn man dood is, zie ik bijna niemand. Ik wil niet naar een tehuis.",
        "8042", 58, progress="accepted",
    ),
    Story(
        "NL", "tr", "self", "Yusuf Demo-Aydın", "",
        "İşimi kaybettim, borçlarım var. Evde çok kavga ediyoruz. Ailemle bir plan yapmak istiyorum.",
        "7512 AB", 95, progress="accepted",
    ),
    Story(
        "NL", "nl", "self", "Carla Demo-Visser", "",
        "Mijn zoon van 14 en ik maken elke dag ruzie. Ik ben bang dat hij wegloopt.",
        "8261", 185, progress="accepted",
    ),
    Story(
        "NL", "nl", "self", "Bert Demo-Hoekstra", "",
        "Ik kan niet meer alles zelf in en om het huis. Mijn vrouw wordt moe.",
        "8061", 260, progress="accepted",
    ),
]  # fmt: skip
