"""One spelling for search: names, e-mail addresses and telephone numbers as everybody types them."""

import re
import unicodedata

import phonenumbers

# What neither NFKD nor casefold brings together: Turkish i, Polish and Nordic letters, Arabic and Persian variants.
_VARIANTS = str.maketrans(
    {
        "ı": "i", "İ": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "ħ": "h", "Ħ": "h", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
        "\u0640": None,  # tatweel
        "\u0621": None,  # hamza on its own: written or left out
        "\u0671": "\u0627",  # alef wasla → alef; the other alefs lose their sign in NFKD
        "\u0649": "\u064a", "\u06cc": "\u064a",  # alef maksura, Persian yeh → yeh
        "\u0629": "\u0647", "\u06c1": "\u0647", "\u06be": "\u0647", "\u06d5": "\u0647",  # teh marbuta, hehs → heh
        "\u06a9": "\u0643",  # Persian kaf → kaf
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:['’ʼ`´‘-][^\W\d_]+)+")
_EMAIL = re.compile(r"[^\s<>(),;:@]+@[^\s<>(),;:@]+")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-–/]*\d){5,}")
_BY_COUNTRY = {"NL", "BE"}


def name_words(name: str) -> set[str]:
    """The words of a name, folded. "El-Amrani" is two words, and also one."""
    folded = _fold(name)
    joined = {"".join(_WORD.findall(found)) for found in _JOINED.findall(folded)}
    return set(_WORD.findall(folded)) | joined


def searched_words(text: str) -> set[str]:
    """The words somebody searches for, all of which must match."""
    return set(_WORD.findall(_fold(text)))


def folded(text: str) -> str:
    """A text in one spelling, with its digits and signs: to compare what is no name, such as that of a body."""
    return _fold(text)


def email_address(text: str) -> str:
    """An address as it is compared; "" when there is none."""
    found = _EMAIL.search(unicodedata.normalize("NFKC", _without_marks(text)))
    return found.group().strip(".'\"").casefold() if found else ""


def telephone_number(text: str, country: str) -> str:
    """A number in international form (+31…), read as people in that country write it; "" when it is none."""
    try:
        number = phonenumbers.parse(_without_marks(text), country)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def telephone_numbers(text: str) -> set[str]:
    """The numbers somebody may mean: read as Dutch and as Belgian."""
    return {number for country in _BY_COUNTRY if (number := telephone_number(text, country))}


def split_query(text: str) -> tuple[set[str], list[str], list[str]]:
    """What is searched for: folded words, e-mail addresses, telephone numbers as typed."""
    text = unicodedata.normalize("NFKC", _without_marks(text))
    emails = [address for found in _EMAIL.findall(text) if (address := email_address(found))]
    text = _EMAIL.sub(" ", text)
    numbers = _NUMBER.findall(text)
    return searched_words(_NUMBER.sub(" ", text)), emails, numbers


def _without_marks(text):
    """Without direction marks, joiners and the like: they come along when people copy and paste."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _fold(text):
    text = unicodedata.normalize("NFKD", _without_marks(text).translate(_VARIANTS))
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Mn")
    return text.casefold().translate(_VARIANTS)
