import pytest

from loom.units import parse_length


@pytest.mark.parametrize(
    "text, expected",
    [
        ("10cm", 100),
        ("2.5 cm", 25),
        ("3in", 76.2),
        ("1 yd", 914.4),
        ("0mm", 0),
    ],
)
def test_parse_length(text, expected):
    assert parse_length(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "cm", "ten cm", "5 furlongs", "-3in"])
def test_parse_length_rejects(text):
    with pytest.raises(ValueError):
        parse_length(text)


@pytest.fixture
def skein():
    from loom.stock import Skein

    return Skein(length=120, ply=4)


def test_skein_cut(skein):
    piece = skein.cut(20)
    assert piece.length == 20
    assert skein.length == 100
    assert piece.ply == skein.ply
