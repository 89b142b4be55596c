"""Names in bylines, by their shape alone."""

from __future__ import annotations

import pytest

from cleaner.filters.byline import is_labelled
from cleaner.names import is_eastern_name, is_name, read_names, strip_label

NAMES = (
    "Ann Lee",
    "Timo Shihepo",
    "Mary-Jane O’Neill",
    "Till van der Eckert",
    "Maria de los Santos",
    "Karim al-Khatib",
    "J. Edgar Plum",
    "ANN LEE",
    "Zoë Béranger",
    "Solène Guivarc’h",
    "Дмитрий Азаров",
    "Łukasz Żak",
)
NO_NAMES = (
    "",
    "Ann",
    "ann lee",
    "The ferry left",
    "Ann Lee said",
    "Port authority of Kelby",
    "Ann Lee 3",
    "Ann & Lee",
    "Ann Lee Ben Low Cat Mae",
    "of the Sea",
    "In This Article",
)
BYLINES = {
    "By Ann Lee": ("Ann Lee",),
    "By Ann Lee and Ben Low": ("Ann Lee", "Ben Low"),
    "By ANN LEE, BEN LOW and CAT MAE": ("Ann Lee", "Ben Low", "Cat Mae"),
    "By Ann Lee and Ann Lee": ("Ann Lee",),
    "Story by Ann Lee": ("Ann Lee",),
    "Von Till Eckert , Max Bernhard , Martin Murphy": ("Till Eckert", "Max Bernhard", "Martin Murphy"),
    "Von Anke Wohlers und Jan Ott": ("Anke Wohlers", "Jan Ott"),
    "Par Solène Guivarc’h et Yann Le Bihan": ("Solène Guivarc’h", "Yann Le Bihan"),
    "Por Inês Valadares": ("Inês Valadares",),
    "Av Ingvild Sørlie og Torstein Aune": ("Ingvild Sørlie", "Torstein Aune"),
    "渡辺洋介": ("渡辺洋介",),
    "": (),
    "By our own correspondent": (),
}
LABELLED = (
    "By Ann Lee",
    "By ANN LEE, Staff Writer",
    "Von Till Eckert",
    "Par Solène Guivarc’h",
    "By Ann Lee, 3 March 2024",
    "Written by Ann Lee",
)
NOT_LABELLED = (
    "By Monday, Ms. Lauten had resigned from her post.",
    "By Monday Ann Lee had resigned",
    "By the sea",
    "Von wegen Sommer",
    "By and large",
    "Par exemple",
    "By Ann Lee’s account, the ferry was late.",
)


@pytest.mark.parametrize("text", NAMES)
def test_names(text: str) -> None:
    """Two to five words in capitals, small particles aside, have the shape of a name."""
    assert is_name(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_no_names(text: str) -> None:
    """Other words have not."""
    assert not is_name(text)


@pytest.mark.parametrize("text", ["渡辺洋介", "浜野 勝男", "서만길 기자", "박순덕"])
def test_eastern_names(text: str) -> None:
    """Names in Chinese characters and in Hangul are short."""
    assert is_eastern_name(text)


@pytest.mark.parametrize("text", ["フェリー", "灯台守を募集している組合", "Ann Lee", ""])
def test_no_eastern_names(text: str) -> None:
    """Longer ones and other scripts are no such names."""
    assert not is_eastern_name(text)


def test_roles_are_no_names() -> None:
    """A role after a name is not another author."""
    assert read_names("By Ann Lee, Staff Writer") == ("Ann Lee",)


def test_dutch_names() -> None:
    """Dutch writes `en` between names."""
    assert read_names("Door Femke Haverkort en Bram Tolsma") == ("Femke Haverkort", "Bram Tolsma")


@pytest.mark.parametrize(("byline", "names"), BYLINES.items())
def test_read_names(byline: str, names: tuple[str, ...]) -> None:
    """The names in a byline, in order, each once, without labels, roles and outlets."""
    assert read_names(byline) == names


def test_strip_label() -> None:
    """The label goes, the rest stays."""
    assert strip_label("  By Ann Lee") == "Ann Lee"
    assert strip_label("Byron Lee") == "Byron Lee"


@pytest.mark.parametrize("text", LABELLED)
def test_labelled(text: str) -> None:
    """A label and names are a byline."""
    assert is_labelled(text)


def test_wire_credit_is_no_byline() -> None:
    """Who reported and edited for an agency is a credit at the end."""
    assert not is_labelled("Reporting by Ann Lee; Editing by Ben Low")


@pytest.mark.parametrize("text", NOT_LABELLED)
def test_not_labelled(text: str) -> None:
    """A sentence that opens with the same word is none."""
    assert not is_labelled(text)
