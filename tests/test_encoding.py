"""Bytes to text."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cleaner import clean
from cleaner.read.encoding import decode

ENGLISH = "The ferry left the harbour at seven, and nobody expected the fog to come in so fast. " * 3
FRENCH = "Le café où Zoë a dîné n’était pas encore fermé à l’aube – c’était l’été, déjà, et la mer montait. " * 3
RUSSIAN = "Паром вышел из гавани в семь часов утра, и никто не ожидал такого густого тумана над заливом. " * 3
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, zatímco loď vyplula z přístavu v sedm hodin ráno. " * 3
JAPANESE = "フェリーは午前七時に港を出たが、まもなく濃い霧に包まれ、沖合の浅瀬に乗り上げた。" * 3
ALL = (ENGLISH, FRENCH, RUSSIAN, CZECH, JAPANESE)


@pytest.mark.parametrize("text", ALL)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked(text: str, encoding: str) -> None:
    """UTF-8 needs no mark; the others are known by theirs, which is no part of the text."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
def test_unmarked_utf16(text: str, encoding: str) -> None:
    """UTF-16 without a mark is known by its zeros."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, "“Don’t,” she said – and left… for €5."])
def test_western(text: str) -> None:
    """Bytes that are not UTF-8 are most often the web's default, cp1252, with its quotation marks and dashes."""
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (CZECH, "cp1250"), (JAPANESE, "shift_jis"), (JAPANESE, "euc-jp")],
)
def test_others(text: str, encoding: str) -> None:
    """Other alphabets are guessed."""
    assert decode(text.encode(encoding)) == text


def test_other_guessers_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """What else is installed changes nothing: chardet, which Beautiful Soup prefers, takes this for Western letters."""
    monkeypatch.setattr("bs4.dammit.chardet_module", SimpleNamespace(detect=lambda _: {"encoding": "cp1252"}))
    assert decode(CZECH.encode("cp1250")) == CZECH


def test_broken_utf8() -> None:
    """One broken byte in a long UTF-8 text does not turn the rest of it into another alphabet."""
    raw = FRENCH.encode() + b"\xe9 " + FRENCH.encode()
    assert decode(raw).count("é") >= 2 * FRENCH.count("é")


def test_cut_utf8() -> None:
    """A UTF-8 text that was cut inside a character is still UTF-8."""
    raw = JAPANESE.encode()[:-1]
    assert decode(raw).startswith(JAPANESE[:-1])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"\xfe\xff\x00",
        b"\xff\xfe\x00\x00\x01",
        b"\x80\x81\x8d\x8f\x90\x9d",
        bytes(range(256)),
    ],
)
def test_anything_decodes(raw: bytes) -> None:
    """Any bytes give some text, without an error."""
    assert isinstance(decode(raw), str)


def test_zeros_in_utf8() -> None:
    """A stray zero does not make a UTF-8 text UTF-16."""
    assert decode(b"The ferry\x00 left at seven.") == "The ferry\x00 left at seven."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_article_is_the_same(encoding: str) -> None:
    """The encoding does not show in the article."""
    text = f"Fog over the café\n\n{FRENCH}\n\n{FRENCH[::-1]}"
    assert clean(text.encode(encoding)) == clean(text)
