"""How questions sound in each language: the tables by which `question_coach` looks at them.

Each table holds one pattern a line. They meet text in small letters, with straight apostrophes and single spaces, and
stand between whole words. THEM are people who are talked about, not those who ask.
"""

import re
from dataclasses import dataclass


def _any(table: str, *, them: str = "") -> re.Pattern:
    lines = [line.strip().replace("THEM", f"(?:{them})") for line in table.strip().splitlines()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)")


@dataclass(frozen=True)
class Sounds:
    """`begin` and `begin_how` are better beginnings. `opens` is how an open question begins, `closes` how one begins
    that yes or no answers; `asks_how` anywhere in it makes it open all the same, and `inverts` (a verb before its
    subject, in the first clause) closes it. `softens` says that somebody is spared.
    """

    begin: str
    begin_how: str
    opens: re.Pattern
    closes: re.Pattern
    asks_how: re.Pattern
    leads: re.Pattern
    blames: re.Pattern
    softens: re.Pattern
    names: re.Pattern
    vague: re.Pattern
    inverts: re.Pattern | None = None


_NL = "moeder|vader|mama|papa|mam|pap|ma|pa|stiefvader|stiefmoeder|oma|opa|hij|zij|de ouders|zijn ouders|haar ouders"
_EN = (
    "mother|father|mum|mom|dad|mummy|daddy|stepfather|stepmother|grandma|grandpa|he|she|the parents|his parents"
    "|her parents"
)
_FR = "la mère|le père|maman|papa|mamie|papi|il|elle|le beau-père|la belle-mère|les parents|ses parents"

SOUNDS = {
    "nl": Sounds(
        begin="Wat is er nodig om …?",
        begin_how="Hoe kunnen we samen …?",
        opens=_any(r"""
            (?:(?:en|maar|dus) )?(?:(?:van|voor|met|bij|door|aan|op|in|over|naar|uit|tot) )?(?:wat|wie|wiens|welke?)
            (?:(?:en|maar|dus) )?(?:hoe\w*|waar\w*|wanneer)
        """),
        closes=_any(r"""
            (?:(?:en|maar|dus) )?(?:moet|moeten|kan|kun|kunt|kunnen|mag|mogen|zal|zullen|zou|zouden|wil|wilt|willen)
            (?:(?:en|maar|dus) )?(?:is|zijn|was|waren|heeft|heb|hebt|hebben|gaat|gaan|ga|wordt|worden|blijft|blijven)
            (?:(?:en|maar|dus) )?(?:komt|komen|doet|doen|hoeft|hoeven|lukt|helpt|vindt|vinden|durft|durven|denkt|weet)
        """),
        asks_how=_any(r"""
            hoe|wat|wie|welke?|waarmee|waardoor
        """),
        leads=_any(
            r"""
            is het niet (?:zo|beter|tijd)
            (?:zou|zouden) .{1,40} niet beter
            niet beter als
            ben je het er ?mee eens
            (?:vindt u|vind je|vinden jullie) ook niet
            we weten allemaal
            toch ?\?
            hoe (?:overtuigen|dwingen) we
            hoe (?:krijgen|halen) we .{1,40} (?:zover|zo ver|in therapie|uit huis|opgenomen)
            hoe (?:laten|maken) we THEM (?:inzien|duidelijk)
        """,
            them=_NL,
        ),
        blames=_any(
            r"""
            wie (?:heeft|had|draagt|krijgt) (?:er )?(?:de )?schuld
            wiens (?:schuld|fout)
            (?:eigen|zijn|haar|hun) schuld(?! (?:bij|aan|van))
            (?:zijn|haar|hun) (?:eigen )?fout
            THEM (?:\w+ )?de schuld (?:geven|geeft|krijgt|krijgen)
            (?:ligt|lag) (?:het |dit )?aan (?:hem|haar|hun|THEM)
            waarom (?!(?:\w+ )?(?:we|wij|ik|ons)\b)\w+ (?:THEM|ze|je|jij|jullie|u)
        """,
            them=_NL,
        ),
        softens=_any("zonder"),
        names=_any(
            r"""
            probleem(?:kind|gezin|jongere|moeder|vader|geval)
            (?:het|een) probleem (?:is|van|met) (?:THEM|zijn|haar)
            (?:slechte|luie|onverantwoordelijke|onhandelbare|agressieve) (?:moeder|vader|ouders?|jongen|meisje|kind)
            (?:zijn|haar|papa's|mama's|vaders|moeders) (?:gedrag|wangedrag|drankgebruik|drugsgebruik|drankmisbruik)
            (?:zijn|haar|papa's|mama's|vaders|moeders) (?:agressie|leugens|luiheid|gedrink)
            (?:dat|hoe|of) THEM (?:\w+ ){0,4}(?:stopt|ophoudt|luistert|meewerkt|verandert|zich gedraagt|gehoorzaamt)
        """,
            them=_NL,
        ),
        vague=_any(r"""
            hoe (?:nu )?(?:verder|anders|beter)
            (?:en )?wat nu(?: verder| dan)?
            hoe nu
            hoe (?:kan|moet|gaat|wordt) (?:het|dit|dat|alles) (?:nu |weer |hier )?(?:beter|verder|anders|goed)(?: \w+)?
            wat (?:kunnen|moeten) (?:we|wij) (?:nu |hier |eraan |er aan |hieraan )?doen
            wat is (?:er )?nodig
            wat moet er (?:nu )?gebeuren
            hoe (?:lossen|pakken|doen) (?:we|wij) (?:dit|het|dat|alles)(?: op| aan)?
            hoe (?:kunnen|kan) (?:we|wij|ik) (?:dit|het) oplossen
            hoe (?:kunnen|kan) (?:we|wij|ik|iemand) (?:elkaar |hier )?helpen
            hoe verbeteren (?:we|wij) (?:de|deze|onze) (?:situatie|toestand)
            wat is (?:het probleem|de oplossing)
            wie (?:helpt|kan helpen)
        """),
    ),
    "en": Sounds(
        begin="What is needed so that …?",
        begin_how="How can we together …?",
        opens=_any(r"""
            (?:(?:and|but|so) )?(?:(?:of|for|with|by|to|from|in|on|at|about) )?(?:what|who|whom|whose|where|which)
            (?:(?:and|but|so) )?(?:how|when)
        """),
        closes=_any(r"""
            (?:(?:and|but|so) )?(?:should|can|could|would|will|shall|must|may|might|ought)
            (?:(?:and|but|so) )?(?:is|are|am|was|were|do|does|did|has|have|had)
            (?:(?:and|but|so) )?(?:should|could|would|is|are|was|were|do|does|did|has|have|had|ca|wo)n't
            (?:(?:and|but|so) )?can't
        """),
        asks_how=_any(r"""
            how|what|which
        """),
        leads=_any(
            r"""
            wouldn't it be|would it not be
            isn't it (?:time|better|true)|is it not better
            don't you (?:think|agree|want)|wouldn't you agree
            shouldn't we
            we all know|obviously|of course
            , (?:isn't it|right|don't you think) ?\?
            how (?:do|can|could|will|should) we (?:convince|persuade|force)
            how (?:do|can|could|will|should) we make THEM (?:see|understand|accept|admit)
            how (?:do|can|could|will|should) we get .{1,40} (?:into (?:therapy|treatment|care|rehab)|out of the house)
        """,
            them=_EN,
        ),
        blames=_any(
            r"""
            whose fault
            (?:his|her|their|mother's|father's|mum's|mom's|dad's) (?:own )?fault
            (?:is|are) (?:to blame|guilty)
            blame (?:him|her|them|THEM)
            why (?!(?:\w+ ){0,2}(?:we|i)\b)\w+ (?:THEM|they|you)
        """,
            them=_EN,
        ),
        softens=_any("without"),
        names=_any(
            r"""
            problem (?:child|family|parent|mother|father|boy|girl)
            the problem (?:is|with) (?:THEM|his|her)
            (?:bad|lazy|irresponsible|aggressive|impossible|crazy) (?:mother|father|parents?|boy|girl|child|kid)
            (?:his|her|mother's|father's|mum's|mom's|dad's) (?:bad )?(?:behaviou?r|aggression|lies|lying|laziness)
            (?:his|her|mother's|father's|mum's|mom's|dad's) (?:drinking|drug use|drug abuse|temper)
            (?:that|so) THEM (?:finally |really )?(?:stops?|listens?|obeys?|behaves?|cooperates?|changes)
        """,
            them=_EN,
        ),
        vague=_any(r"""
            (?:and )?what (?:now|next)|how now|now what
            how (?:do we |to )?(?:go on|move on|proceed|continue)
            how can (?:it|this|things|everything|the situation) (?:be|get|become|go) (?:better|different|improved)
            how (?:do|can|could|should) we (?:solve|fix|improve|change|handle) (?:it|this|that|things|everything)
            how (?:do|can|could|should) we (?:solve|fix|improve|change|handle) the (?:situation|problems?)
            what (?:can|should|must|do|could) we do(?: now| about it| about this)?
            what (?:is needed|needs to happen)
            what is the (?:problem|solution)
            how can (?:we|i|anybody|anyone) help
            who (?:helps|can help)
        """),
    ),
    "fr": Sounds(
        begin="De quoi avons-nous besoin pour … ?",
        begin_how="Comment pouvons-nous ensemble … ?",
        opens=_any(r"""
            (?:(?:et|mais|donc|alors),? )?(?:comment|où|quand|combien|que|qu'\w+)
            (?:(?:et|mais|donc) )?(?:(?:de|à|pour|avec|par|en|sur|dans|chez|sans) |d')?(?:quoi|qui|quels?|quelles?|où)
            (?:(?:et|mais|donc) )?(?:(?:de|à|pour|avec|par|en|sur|dans|chez|sans) )?(?:lesquel(?:le)?s|combien)
        """),
        closes=_any(r"""
            (?:(?:et|mais|donc|alors),? )?est-ce qu(?:e|'\w+)
            (?:(?:et|mais|donc|alors),? )?(?:n')?\w+-(?:t-)?(?:il|elle|on|ils|elles|nous|je|vous|tu|ce)
        """),
        asks_how=_any(r"""
            comment|quoi|quels?|quelles?|qu'est-ce
        """),
        leads=_any(
            r"""
            n'est-ce pas|n'est-il pas
            ne serait-(?:il|ce) pas
            ne (?:faut|faudrait)-il pas
            ne (?:pensez-vous|penses-tu|trouvez-vous) pas
            vous êtes d'accord que
            tout le monde sait|évidemment
            comment (?:convaincre|persuader|forcer|obliger)
            comment faire (?:comprendre|accepter|admettre)
            comment (?:faire )?(?:mettre|placer|interner|soigner) THEM
        """,
            them=_FR,
        ),
        blames=_any(
            r"""
            à qui la faute
            la faute (?:de|à|du)
            (?:sa|leur) (?:propre )?faute
            est(?:-il|-elle)? coupable
            qui est responsable d
            à cause (?:de (?:lui|elle|sa mère|son père)|de (?:maman|papa))
            pourquoi (?:est-ce qu[e'] ?)?(?:THEM|ils|elles|tu|vous)
            pourquoi \S+-(?:t-)?(?:il|elle|ils|elles|tu|vous)
        """,
            them=_FR,
        ),
        softens=_any("sans"),
        names=_any(
            r"""
            (?:enfant|famille|jeune|mère|père) à problèmes?
            le problème (?:est|c'est|de|avec) (?:THEM|son|sa|ses)
            (?:mauvaise?s?|irresponsables?) (?:mère|père|parents?)
            (?:mère|père|parents?) (?:irresponsables?|agressifs?|agressive|indignes?|démissionnaires?)
            (?:son|sa|ses) (?:mauvais )?(?:comportement|agressivité|mensonges|paresse|alcoolisme)
            (?:pour|afin) qu(?:e |')THEM (?:arrête|cesse|obéisse|écoute|change|se comporte|collabore)
        """,
            them=_FR,
        ),
        vague=_any(r"""
            et maintenant
            (?:que|comment) faire(?: maintenant)?
            comment (?:continuer|avancer|s'en sortir)
            comment (?:aller|ça peut aller|cela peut aller|les choses peuvent(?:-elles)? aller) mieux
            comment améliorer (?:la situation|les choses|ça)
            comment (?:résoudre|régler|changer) (?:ça|cela|le problème|les problèmes|la situation|ce problème)
            que (?:pouvons-nous|devons-nous|peut-on|faut-il|doit-on) faire
            quel est le problème|quelle est la solution
            de quoi (?:avons-nous|a-t-on) besoin
            comment (?:aider|s'aider|nous aider)
            qui (?:aide|peut aider)
        """),
        inverts=_any(r"""
            \w+-(?:t-)?(?:il|elle|on|ils|elles|nous|je|vous|tu)
        """),
    ),
}
