"""Where somebody works, next to the bodies that people wrote down: the same one in another spelling is found."""

import pytest

from intake.tied import names_same_body


@pytest.mark.parametrize(
    ("employer", "bodies"),
    [
        ("Wijkteam Zuid", "wijkteam zuid"),
        ("Vitree", "Jeugdzorg ViTrée, Zwolle"),
        ("Jeugdzorg Vitree Zwolle", "school; Vitrée"),
        ("1G1P", "CAW / 1g1p / OCMW"),
        ("Via Jeugd", "ViaJeugd"),
        ("De Regenboog", "basisschool\nRegenboog (groep 5)"),
        ("Bureau Halt", "halt"),
        ("مركز الشباب", "مركز الشباب"),
    ],
)
def test_the_same_body_is_found(employer, bodies):
    assert names_same_body(employer, bodies)


@pytest.mark.parametrize(
    ("employer", "bodies"),
    [
        ("", "Wijkteam Zuid"),
        ("Bakkerij Jansen", ""),
        ("geen", "geen"),
        ("-", "-"),
        ("none", "None, nobody"),
        ("Bakkerij Zuid", "Wijkteam Zuid; school De Regenboog"),
        ("Stad", "Stadspoort"),
        ("de", "de school"),
    ],
)
def test_another_body_or_none_is_not(employer, bodies):
    assert not names_same_body(employer, bodies)
