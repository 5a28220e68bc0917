"""Invented candidates for the demo. Nobody of them exists; every surname says so."""

from typing import NamedTuple


class Applicant(NamedTuple):
    """Who wants to become a coordinator, how long ago they began and took their last step (days), and how far they are.

    `reached` is the last state on the way; `then` what happened after that, if anything.
    """

    site: str  # country of the organisation
    account: str
    name: str
    postcode: str
    languages: tuple[str, ...]
    motivation: str
    days: float
    reached: str
    since: float = 1
    then: str = ""  # paused | withdrawn | told us to stop | not now | left the roster
    reason: str = ""
    experience: str = ""
    ties: str = ""
    telephone: str = "06 12345678"
    language: str = "nl"
    points: dict[str, str] = {}
    conclusion: str = ""
    answer: str = ""
    signed_by: tuple[str, ...] = ()  # trainers, by the name of their account; the first one wrote the answer
    looked_back: dict[str, str] = {}
    note: str = ""  # of the manager, for other staff
    wants: tuple[str, ...] = ()  # what fits them besides families, by the second report
    offers: dict = {}  # what they said on their own page about where, when and who they are

    @property
    def email(self):
        return f"{self.account}@demo.example"


APPLICANTS = [
    Applicant(
        "NL", "lotte", "Lotte Demo-Vrielink", "8011 GD", ("nl",),
        "Ik las over een conferentie in onze buurt en dacht: dit wil ik ook. Ik wil graag",
        1.4, "writing",
    ),
    Applicant(
        "NL", "rachid", "Rachid Demo-Amrani", "5611", ("nl", "ar", "rif"),
        "In mijn familie lossen wij veel samen op. Dat gun ik andere families ook. "
        "Ik kan goed luisteren en ik vind het niet erg als mensen het oneens zijn.",
        2.2, "applied",
        experience="Ik ben buschauffeur en al tien jaar trainer bij de voetbalclub.",
    ),
    Applicant(
        "NL", "ingrid", "Ingrid Demo-Boersma", "9711", ("nl", "de"),
        "Ik zie op mijn werk dat mensen zelf goede ideeën hebben, en dat er dan niet naar hen geluisterd wordt. "
        "Dat wil ik anders doen.",
        9, "applied",
        experience="Twintig jaar in de thuiszorg, en zelf mantelzorger voor mijn vader.",
        ties="Ik werk twee dagen in de week bij een wijkteam. Dat contract stopt in de zomer.",
        note="Gebeld: zij weet dat zij pas kan beginnen als haar contract bij het wijkteam afloopt.",
    ),
    Applicant(
        "NL", "sevda", "Sevda Demo-Aydın", "8021", ("nl", "tr"),
        "Toen het met ons thuis niet goed ging, hielpen mijn tantes en de buren. Niemand nam het over. "
        "Ik wil dat andere mensen dat ook meemaken.",
        17, "invited", 3,
        experience="Ik geef taalles in het buurthuis en ben moeder van drie kinderen.",
    ),
    Applicant(
        "NL", "hubert", "Hubert Demo-Pinas", "8031", ("nl", "srn"),
        "Ik ben met pensioen en heb tijd en geduld. Ik geloof dat een kring van mensen meer weet dan één deskundige.",
        33, "informed", 5,
        experience="Veertig jaar bij de post. Ik ken alle straten en veel mensen.",
    ),
    Applicant(
        "NL", "marga", "Marga Demo-Wolters", "5014", ("nl", "de"),
        "Ik houd van een taak met een begin en een einde. En ik kan goed met grote groepen omgaan.",
        47, "decided", 2,
        experience="Ik organiseerde jarenlang kampen voor honderd kinderen.",
    ),
    Applicant(
        "NL", "yusuf", "Yusuf Demo-Demir", "5613", ("nl", "tr", "ku"),
        "Mijn broer kwam na zijn detentie terug in onze familie. Wij maakten samen een plan. Nu wil ik anderen helpen "
        "om zo'n gesprek te organiseren.",
        60, "decided", 8, then="paused",
        reason="Mijn dochter is net geboren. Na de zomer ga ik verder.",
        experience="Ik werk in een bakkerij en ben voorzitter van de bewonersvereniging.",
    ),
    Applicant(
        "NL", "tesfay", "Tesfay Demo-Gebre", "7511 AA", ("nl", "ti", "en"),
        "Ik weet hoe het is om opnieuw te beginnen in een land zonder familie. "
        "Ook dan is er altijd een kring. Je moet alleen durven vragen.",
        75, "in_training", 6, language="en",
        experience="Ik was leraar. Nu werk ik in een magazijn en tolk ik soms in de kerk.",
    ),
    Applicant(
        "NL", "candidate", "Anna Demo-Visser", "8012", ("nl", "en", "fr"),
        "Mijn buurvrouw had een conferentie en ik zat in haar kring. Ik heb nog nooit zo'n mooie middag gehad. "
        "Nu wil ik zelf leren hoe je zo'n dag voorbereidt.",
        96, "trained", 4,
        experience="Ik had een boekwinkel. Ik heb twee volwassen kinderen en zing in een koor.",
        points={
            "trust": "Ja. In de training merkte ik dat ik snel met een oplossing kom. Ik leer om mijn mond te houden.",
            "life": "Ik heb mijn man verloren toen de kinderen klein waren. Ik weet wat een kring dan doet.",
            "bounded": "Dat past bij mij. Ik werk graag ergens naartoe en geef het dan weer uit handen.",
        },
    ),
    Applicant(
        "NL", "farida", "Farida Demo-Noori", "8041", ("nl", "fa", "en"),
        "Ik wil dat mensen in hun eigen taal over hun eigen leven kunnen beslissen.",
        120, "reported", 2,
        experience="Ik was verpleegkundige en begeleid nu vrouwen die Nederlands leren.",
        points={
            "trust": "Ja. Mensen weten zelf het beste wat er bij hen past.",
            "facilitate": "In het oefengesprek gaf ik eerst een advies. De tweede keer stelde ik alleen vragen.",
            "listen": "Ik kan lang luisteren. Doorvragen vind ik soms nog moeilijk.",
            "group": "Ik sta graag voor een groep. Ik praat dan rustig en kort.",
            "independent": "Ik werk niet bij een instelling die over families beslist.",
        },
        conclusion="Deze rol past bij mij. Ik wil graag beginnen met een familie die Dari of Farsi spreekt.",
    ),
    Applicant(
        "NL", "kees", "Kees Demo-Hendriks", "5017", ("nl",),
        "Ik heb veel vergaderd in mijn leven. Nu wil ik vergaderingen waar de mensen zelf over gaan.",
        130, "reported", 5,
        experience="Ik was voorzitter van een vakbondsafdeling en ik coach jongeren die werk zoeken.",
        points={
            "facilitate": "Dit is voor mij het belangrijkste punt. Ik stuur graag. Dat doe ik nu bewust niet.",
            "persist": "Als de telefoon niet wordt opgenomen, ga ik langs. En anders nog een keer.",
            "judge": "Ik heb meningen, maar ik houd ze thuis.",
            "computer": "Ik kan goed met de computer werken. Sociale media laat ik mij uitleggen.",
        },
        conclusion="Het past. De trainers waarschuwden mij om niet te snel te gaan. Dat neem ik mee.",
        answer="Wij zagen iemand die eerlijk naar zichzelf kijkt. Kees laat de leiding bij de familie. Wij zeggen ja.",
        signed_by=("trainer2",),
    ),
    Applicant(
        "NL", "joyce", "Joyce Demo-Martina", "8043", ("nl", "pap", "es"),
        "Bij ons op het eiland zorgt de hele straat voor een kind. Dat kan hier ook.",
        140, "in_talk", 6,
        experience="Ik werk in een schoolkantine en ben pleegmoeder geweest.",
        points={
            "worth": "Iedereen leeft anders. Dat is goed zo.",
            "hours": "De avond is lastig, want ik werk vaak tot acht uur.",
            "confide": "Wat ik hoor, blijft bij mij.",
        },
        conclusion="Ik weet niet zeker of ik genoeg tijd heb. De rest past bij mij.",
        answer="Wij zien veel kracht. Over de uren en over loslaten praten wij graag eerst met Joyce.",
        signed_by=("trainer", "trainer2"),
        reason="Wij willen samen kijken wanneer je kunt werken, en hoe je een taak weer loslaat.",
    ),
    Applicant(
        "NL", "bogdan", "Bogdan Demo-Nowicki", "5611", ("nl", "pl", "de"),
        "Veel Poolse gezinnen weten niet dat zij om een conferentie kunnen vragen. Ik wil voor hen een brug zijn.",
        190, "practising", 20,
        experience="Ik ben elektricien en help landgenoten met brieven en formulieren.",
        points={
            "activate": "Ik krijg mensen wel in beweging. Ik bel, ik ga langs en er is altijd koffie.",
            "judge": "Ik let op wat ik denk, en vraag dan liever door.",
            "group": "Met dertig mensen in de zaal word ik juist rustig.",
        },
        conclusion="Ja, dit past bij mij.",
        note="Zoekt een eerste familie die Pools spreekt, liefst in Eindhoven.",
        answer="Bogdan luistert goed en blijft uit de inhoud. Wij vinden dat hij kan beginnen.",
        signed_by=("trainer", "trainer2"),
    ),
    Applicant(
        "NL", "willemijn", "Willemijn Demo-Prins", "8012 AB", ("nl", "en", "li"),
        "Ik heb zelf om een conferentie gevraagd toen ik ziek werd. Nu wil ik iets terugdoen.",
        240, "looking_back", 4,
        experience="Ik ben kok en gaf les aan een vakschool.",
        points={
            "life": "Ik weet hoe het is om hulp te vragen. Dat maakt mij zachter.",
            "bounded": "Ik vond het fijn dat de opdracht ophoudt als het plan er ligt.",
            "listen": "Ik stel korte vragen en wacht dan.",
        },
        conclusion="Het past bij mij, ook op dagen dat ik moe ben.",
        answer="Wij zagen rust en vertrouwen. Wij zeggen van harte ja.",
        signed_by=("trainer2", "trainer"),
        looked_back={
            "self": "Het bellen kostte veel meer tijd dan ik dacht. Op de dag zelf hoefde ik bijna niets te doen.",
            "family": "Zij was er voor ons allemaal. Zij zei nooit wat wij moesten doen.",
        },
    ),
    Applicant(
        "NL", "sven", "Sven Demo-Dekker", "8021", ("nl", "en"),
        "Ik wil graag mensen helpen en adviseren.",
        110, "informed", 40, then="not now",
        reason="Je werkt nu bij een instelling die over gezinnen beslist. Dat kan niet samen. Stopt dat, "
        "dan ben je welkom.",
        experience="Ik werk als gezinsvoogd.",
        ties="Ik ben in dienst bij een instelling voor jeugdbescherming.",
    ),
    Applicant(
        "NL", "petra", "Petra Demo-Kuipers", "5611", ("nl",),
        "Ik zoek iets zinvols naast mijn werk.",
        90, "informed", 30, then="withdrawn",
        reason="Het was een mooie bijeenkomst, maar avonden en weekenden lukken mij nu niet.",
    ),
    Applicant(
        "BE", "marieclaire", "Marie-Claire Demo-Dupont", "1030", ("fr", "nl"),
        "Ik woon al dertig jaar in Schaarbeek en ken er veel mensen. Ik wil als vrijwilliger iets doen voor gezinnen.",
        3, "applied", telephone="0470 12 34 56", language="fr",
        experience="Ik was kleuterjuf. Nu pas ik op mijn kleinkinderen.",
    ),
    Applicant(
        "BE", "jef", "Jef Demo-Wouters", "2000", ("nl",),
        "Ik heb goesting om mensen samen te brengen. In onze volkstuin doe ik dat al.",
        25, "informed", 4, telephone="0470 12 34 56",
        experience="Ik werkte in de haven en zit in het bestuur van de volkstuin.",
    ),
    Applicant(
        "BE", "greet", "Greet Demo-Jacobs", "3000", ("nl", "fr"),
        "Ik wil in mijn eigen buurt iets betekenen.",
        50, "invited", 20, then="told us to stop", telephone="0470 12 34 56",
        reason="Belde ons: haar man is ziek geworden. Zij wil later misschien terugkomen.",
    ),
    Applicant(
        "BE", "aicha", "Aïcha Demo-El Idrissi", "1080", ("nl", "fr", "ar"),
        "In mijn wijk zie ik hoe sterk families zijn. Ik wil leren hoe je ruimte maakt voor hun plan.",
        100, "trained", 3, telephone="0470 12 34 56",
        experience="Ik ben brugfiguur op een school geweest en werk nu in een winkel.",
    ),
    Applicant(
        "BE", "griet", "Griet Demo-Maes", "1000", ("nl", "en"),
        "Mijn zus en ik hebben jaren niet gepraat. Een kring heeft ons geholpen. Dat wil ik doorgeven.",
        125, "reported", 3, telephone="0470 12 34 56",
        experience="Ik ben boekhouder en speel in een fanfare.",
        points={
            "trust": "Ja, ik heb zelf gezien dat het kan.",
            "persist": "Ik geef niet snel op. Soms moet ik leren om te wachten.",
            "hours": "Ik kan 's avonds en in het weekend.",
        },
        conclusion="Ik denk dat de rol bij mij past.",
    ),
    Applicant(
        "BE", "dirk", "Dirk Demo-Claes", "9000", ("nl", "fr", "en"),
        "Ik geloof in besloten tijd: dat mensen zonder pottenkijkers hun plan maken.",
        210, "practising", 30, telephone="0470 12 34 56",
        experience="Ik was postmeester en ben vrijwilliger in een woonzorgcentrum.",
        points={
            "trust": "Zeker. Wie het probleem heeft, kent ook de weg.",
            "group": "Ik heb vaak een zaal toegesproken. Nu spreek ik vooral minder.",
        },
        conclusion="Ja.",
        answer="Dirk blijft rustig als het stormt. Wij zeggen ja.",
        signed_by=("trainer-be", "trainer2-be"),
    ),
    Applicant(
        "NL", "coordinator", "Malika Demo-Benali", "8011", ("nl", "ar", "zgh", "fr"),
        "Ik was zelf kind in een gezin waar iedereen voor ons besliste. Nu help ik families om het zelf te doen.",
        700, "complete", 30,
        experience="Ik was conciërge op een school en ben moeder van vier kinderen.",
        conclusion="Deze rol past bij mij.",
        answer="Malika blijft uit de inhoud en iedereen vertrouwt haar. Wij zeggen ja.",
        signed_by=("trainer", "trainer2"), wants=("restorative", "group"),
        offers={
            "travel_minutes": 45, "weekdays": False, "regions": ("flevoland",),
            "background": "Ik ben moslim, 51 jaar, en groeide op in een Marokkaans gezin in Deventer.",
        },
    ),
    Applicant(
        "NL", "gerda", "Gerda Demo-Smits", "5611", ("nl", "de"),
        "Ik geloof in mensen die het samen uitzoeken.",
        420, "certified", 40,
        conclusion="Ja.", answer="Wij zeggen ja.", signed_by=("trainer", "trainer2"),
        offers={"travel_minutes": 90, "away": (10, 45)},
    ),
    Applicant(
        "NL", "emre", "Emre Demo-Kaya", "7511", ("nl", "tr"),
        "In onze straat deden wij alles samen. Dat wil ik terugbrengen.",
        500, "deepening", 9,
        conclusion="Ja.", answer="Wij zeggen ja.", signed_by=("trainer2", "trainer"),
    ),
    Applicant(
        "NL", "lucia", "Lucia Demo-Ferreira", "8041", ("nl", "pt", "pap"),
        "Ik kan goed luisteren en blijf rustig als het spannend wordt.",
        600, "deepened", 5,
        conclusion="Ja.", answer="Wij zeggen ja.", signed_by=("trainer", "trainer2"),
    ),
    Applicant(
        "NL", "henk", "Henk Demo-Wessels", "8031", ("nl",),
        "Ik zoek een taak met een begin en een einde.",
        900, "complete", 60, then="left the roster", reason="Ik ga met mijn vrouw reizen. Het was mooi.",
        conclusion="Ja.", answer="Wij zeggen ja.", signed_by=("trainer", "trainer2"),
    ),
    Applicant(
        "BE", "nadine", "Nadine Demo-Peeters", "1000", ("nl", "fr"),
        "Ik wil als vrijwilliger iets doen waar gezinnen zelf aan het woord zijn.",
        800, "certified", 90, telephone="0470 12 34 56",
        conclusion="Ja.", answer="Wij zeggen ja.", signed_by=("trainer-be", "trainer2-be"),
    ),
    Applicant(
        "NL", "noor", "Noor Demo-Hendriks", "8012", ("nl", "en"),
        "Ik wil dat mensen zelf aan het woord zijn, juist als het moeilijk is.",
        52, "decided", 4,
        experience="Ik werk in een bibliotheek en zit in de ouderraad van onze school.",
    ),
    Applicant(
        "BE", "lieve", "Lieve Demo-Claes", "1000", ("nl", "fr"),
        "In onze straat helpen wij elkaar. Dat wil ik voor andere gezinnen mee mogelijk maken.",
        58, "decided", 5, telephone="0470 12 34 56",
        experience="Ik ben vrijwilliger in een buurthuis.",
    ),
    Applicant(
        "BE", "amadou", "Amadou Demo-Diallo", "1030", ("fr", "ff", "nl"),
        "Chez nous, la famille se réunit quand il y a un problème. J’aimerais aider d’autres familles à le faire.",
        61, "decided", 4, language="fr", telephone="0470 12 34 56",
        experience="Je suis interprète et père de deux enfants.",
    ),
    Applicant(
        "BE", "rita", "Rita Demo-Jacobs", "1080", ("nl",),
        "Ik heb tijd en geduld, en ik luister liever dan dat ik praat.",
        49, "decided", 2, telephone="0470 12 34 56",
        experience="Ik heb dertig jaar in een bakkerij gewerkt.",
    ),
]  # fmt: skip
