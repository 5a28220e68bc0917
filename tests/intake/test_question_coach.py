"""The coach of the question: good questions pass in silence, and of the others it says why, with a better beginning."""

import pytest
from django.utils import translation

from intake.question_coach import LONGEST, knows, remarks_on

GOOD = {
    "nl": [
        "Wat is er nodig zodat we in dit huis kunnen blijven wonen?",
        "Wat is er nodig om Sem elke dag op tijd op school te krijgen?",
        "Hoe zorgen we er samen voor dat de kinderen veilig en met plezier thuis kunnen zijn?",
        "Wie kan Lina helpen als mama in het ziekenhuis ligt?",
        "Hoe komen we van onze schulden af en houden we genoeg over om van te leven?",
        "Hoe betalen we de schuld van mama af?",
        "Wie kan meedenken over de schuld bij de gemeente?",
        "Waar kan Bilal wonen tot hij achttien is, en wie helpt hem daarbij?",
        "Welke afspraken maken we over de omgang tussen de kinderen en hun vader?",
        "Als oma niet meer alleen kan wonen, wie doet dan wat voor haar?",
        "Mama komt in mei thuis. Wat is er nodig om dat goed te laten gaan?",
        "Van wie kan Younes hulp krijgen bij het vinden van een stage?",
        "Hoe kunnen we als buren weer prettig naast elkaar wonen?",
        "Wat heb ik nodig om nuchter te blijven en weer voor mijn kinderen te zorgen?",
        "Hoe wil ik dat mensen mij helpen nu ik minder zie",
        "Kunnen we samen bedenken hoe Sem weer naar school gaat?",
        "Hoe kunnen papa en mama uit elkaar gaan zonder dat wij daar last van hebben?",
        "Waarom vinden we het belangrijk dat we bij elkaar blijven, en wat is daarvoor nodig?",
        "Op welke manier kunnen we J. de Vries weer betrekken bij het gezin?",
        "Wat is nodig zodat Zoë 's avonds rustig kan slapen?",
        "Wie past op?",
        "Hoe praten we met elkaar zonder dat iemand de schuld krijgt?",
        "Hoe neemt de familie zo natuurlijk mogelijk afscheid van opa?",
        "Hoe gaat het feest zo beter verder dan vorig jaar, met iedereen erbij?",
    ],
    "en": [
        "What is needed so that we can stay in this house?",
        "How can Sem get to school on time every day, and who helps him?",
        "Who can look after Lina while mother is in hospital?",
        "Where can Bilal live until he is eighteen?",
        "How can we pay off our debts and still have enough to live on?",
        "How can the children see both of their parents in peace?",
        "What do I need to stay sober and to look after my children again?",
        "How can we talk with each other without blaming each other?",
        "If grandma cannot live alone any more, who does what for her?",
        "Mother comes home in May. What is needed for that to go well?",
        "With whom can Younes find work that suits him?",
        "What agreements do we make about money, so that nobody has to worry?",
        "Could we think together about how Sem goes back to school?",
        "How can everybody in our street sleep at night again",
        "Which people can father call when it is too much for him?",
        "What's needed for Zoë to feel safe at home?",
        "How do we get Sem to school on time?",
        "How can we help the mother of Will to rest?",
        "How do we go on together without asking who is to blame?",
    ],
    "fr": [
        "De quoi avons-nous besoin pour pouvoir rester dans cette maison ?",
        "Comment Sem peut-il arriver à l'heure à l'école tous les jours ?",
        "Qui peut s'occuper de Lina quand maman est à l'hôpital ?",
        "Où Bilal peut-il habiter jusqu'à ses dix-huit ans ?",
        "Comment pouvons-nous rembourser nos dettes et garder assez pour vivre ?",
        "Que pouvons-nous faire ensemble pour que les enfants se sentent en sécurité à la maison ?",
        "Qu'est-ce qui est nécessaire pour que grand-mère reste chez elle ?",
        "Si mamie ne peut plus vivre seule, que pouvons-nous faire pour elle ?",
        "Maman rentre en mai. De quoi avons-nous besoin pour que cela se passe bien ?",
        "Quels accords faisons-nous sur l'argent, pour que personne ne s'inquiète ?",
        "Avec qui Younes peut-il chercher un stage ?",
        "De quoi ai-je besoin pour rester sobre et m'occuper à nouveau de mes enfants ?",
        "Comment les enfants peuvent-ils voir leurs deux parents dans le calme",
        "Quand papa travaille la nuit, qui garde les enfants ?",
        "À qui Zoé peut-elle demander de l’aide quand ça ne va pas ?",
        "Qu’est-ce qu’il nous faut pour vivre ensemble en paix ?",
    ],
}
BAD = {
    "nl": [
        ("closed", "Moet moeder het huis uit?"),
        ("closed", "Kunnen de kinderen thuis blijven wonen?"),
        ("closed", "Is het veilig genoeg thuis?"),
        ("closed", "Mag Sem bij oma wonen"),
        ("closed", "Mama is ziek. Gaat Lina naar een pleeggezin?"),
        ("leading", "Vindt u ook niet dat Sem beter bij zijn tante kan wonen?"),
        ("leading", "Papa kan dat toch?"),
        ("leading", "Hoe krijgen we moeder in therapie?"),
        ("blames", "Waarom zorgt moeder niet voor haar kinderen?"),
        ("blames", "Wie heeft de schuld van de ruzies?"),
        ("names_somebody", "Hoe zorgen we dat vader stopt met drinken?"),
        ("names_somebody", "Wat doen we aan haar gedrag in de klas?"),
        ("names_somebody", "Hoe helpen we dit probleemgezin in onze straat?"),
        ("two_questions", "Waar gaat Sem wonen? En wie betaalt dat?"),
        ("vague", "Hoe nu verder?"),
        ("vague", "Wat is er nodig?"),
        ("vague", "Hoe kan het beter worden?"),
        ("no_question", "De kinderen moeten veilig opgroeien."),
        ("no_question", "Een plan voor Sem"),
        ("too_long", "Wat is er nodig " + "en nog veel meer " * 10 + "in dit huis?"),
    ],
    "en": [
        ("closed", "Should mother move out?"),
        ("closed", "Can the children stay at home?"),
        ("closed", "Is it safe enough at home?"),
        ("closed", "Mother is ill. Will Lina go to a foster family?"),
        ("leading", "Wouldn't it be better for Sem to live with his aunt?"),
        ("leading", "How do we get mother into therapy?"),
        ("leading", "How can we convince father to leave?"),
        ("blames", "Why does mother not look after her children?"),
        ("blames", "Whose fault is it that we lose the house?"),
        ("names_somebody", "How do we see to it that father stops drinking?"),
        ("names_somebody", "What do we do about his aggression at school?"),
        ("two_questions", "Where will Sem live? And who pays for that?"),
        ("vague", "What now?"),
        ("vague", "How can things get better?"),
        ("vague", "What can we do about it?"),
        ("no_question", "The children must grow up in safety."),
        ("too_long", "What is needed " + "and much more than that " * 9 + "in this house?"),
    ],
    "fr": [
        ("closed", "Est-ce que maman doit partir ?"),
        ("closed", "Maman doit-elle quitter la maison ?"),
        ("closed", "Faut-il que Sem habite chez sa tante ?"),
        ("closed", "Peut-on laisser les enfants à la maison ?"),
        ("leading", "Ne serait-il pas mieux que Sem habite chez sa tante ?"),
        ("leading", "Comment convaincre papa de partir ?"),
        ("blames", "Pourquoi maman ne s'occupe pas de ses enfants ?"),
        ("blames", "À qui la faute si nous perdons la maison ?"),
        ("names_somebody", "Que faire pour que papa arrête de boire ?"),
        ("names_somebody", "Que faire avec son comportement à l'école ?"),
        ("two_questions", "Où Sem va-t-il habiter ? Et qui paie ?"),
        ("vague", "Et maintenant ?"),
        ("vague", "Que pouvons-nous faire ?"),
        ("vague", "Comment améliorer la situation ?"),
        ("no_question", "Les enfants doivent grandir en sécurité."),
        ("too_long", "De quoi avons-nous besoin " + "et encore bien plus que cela " * 8 + "ici ?"),
    ],
}
pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def kinds(text, language):
    return [remark.kind for remark in remarks_on(text, language)]


@pytest.mark.parametrize(("language", "text"), [(one, text) for one, texts in GOOD.items() for text in texts])
def test_a_good_question_passes_in_silence(language, text):
    assert kinds(text, language) == []


@pytest.mark.parametrize(
    ("language", "kind", "text"), [(one, kind, text) for one, told in BAD.items() for kind, text in told]
)
def test_of_another_it_says_what_makes_it_hard(language, kind, text):
    assert kind in kinds(text, language)


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [(one, kind, text) for one, told in BAD.items() for kind, text in told if kind in ("closed", "vague", "too_long")],
)
def test_it_says_one_thing_where_one_thing_is_the_matter(language, kind, text):
    assert kinds(text, language) == [kind]


@pytest.mark.parametrize(("language", "begin"), [("nl", "Wat is er nodig om"), ("en", "What is needed so that"),
                                                 ("fr", "De quoi avons-nous besoin pour")])  # fmt: skip
def test_a_remark_says_why_and_begins_anew_in_the_language_of_the_question(language, begin):
    closed = next(text for kind, text in BAD[language] if kind == "closed")
    [remark] = remarks_on(closed, language)
    assert remark.words.startswith("Yes or no answers this")
    assert begin in remark.words


def test_a_remark_has_words_for_every_kind():
    said = {remark.kind: remark.words for text in BAD["en"] for remark in remarks_on(text[1], "en")}
    assert set(said) == {kind for kind, _text in BAD["en"]}
    assert all(words and "%" not in words for words in said.values())
    assert str(LONGEST) in said["too_long"]


@pytest.mark.parametrize(
    "text", ["", "   \n", "?", "???", "...", "🙂", "؟", "-", "«»", "a" * 500, "? " * 250, "il " * 160]
)
@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl", "", "xx"])
def test_nonsense_breaks_nothing(text, language):
    assert isinstance(remarks_on(text, language), list)


@pytest.mark.parametrize("language", ["tr", "ar", "pl"])
def test_of_a_language_that_it_does_not_know_it_says_nothing(language):
    assert not knows(language)
    assert remarks_on("Should mother move out?", language) == []


def test_typographic_apostrophes_and_capitals_make_no_difference():
    assert kinds("SHOULDN’T WE MOVE?", "en") == kinds("shouldn't we move?", "en") != []
