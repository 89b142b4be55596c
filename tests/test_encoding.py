"""Bytes to text."""

from __future__ import annotations

import gzip
from types import SimpleNamespace
from typing import Literal

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


# --- pages --------------------------------------------------------------------------------------------------------------

KOREAN = "여객선은 오전 일곱 시에 항구를 떠났지만 곧 짙은 안개에 휩싸여 얕은 바다에 얹혔다. " * 3
CHINESE = "渡轮早上七点离港，不久便被浓雾包围，在近海浅滩搁浅，海岸警卫队这样说。" * 3
DECLARATIONS = (
    '<!DOCTYPE html><html><head><meta charset="{}">',
    "<!DOCTYPE html><html><head><META CHARSET={}>",
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}">',
    "<html><head><meta content='text/html;charset={}' http-equiv=content-type />",
    '<?xml version="1.0" encoding="{}"?><html><head>',
)


def page(text: str, label: str, declaration: str = DECLARATIONS[0]) -> str:
    """Return a page that holds `text` and says that it is written in `label`."""
    return f"{declaration.format(label)}<title>Fog</title></head>\n<body><p>{text}</p></body></html>"


@pytest.mark.parametrize("declaration", DECLARATIONS)
@pytest.mark.parametrize(
    ("text", "label", "encoding"),
    [
        (RUSSIAN, "windows-1251", "cp1251"),
        (RUSSIAN, "KOI8-R", "koi8-r"),
        (RUSSIAN, "iso-8859-5", "iso-8859-5"),
        (CZECH, "iso-8859-2", "iso-8859-2"),
        (JAPANESE, "Shift_JIS", "shift_jis"),
        (JAPANESE, "x-sjis", "cp932"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso-2022-jp", "iso2022_jp"),
        (KOREAN, "euc-kr", "euc-kr"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gb2312", "gbk"),
        (FRENCH, "windows-1252", "cp1252"),
        (FRENCH, "iso-8859-1", "cp1252"),
        (FRENCH, "us-ascii", "cp1252"),
    ],
)
def test_declared(text: str, label: str, encoding: str, declaration: str) -> None:
    """A page is read in the encoding that it declares, by the name that browsers know it by."""
    source = page(text, label, declaration)
    assert decode(source.encode(encoding)) == source


@pytest.mark.parametrize(
    ("text", "label", "encoding"),
    [
        (FRENCH, "utf-8", "cp1252"),
        (RUSSIAN, "utf-8", "cp1251"),
        (RUSSIAN, "windows-1251", "utf-8"),
        (FRENCH, "iso-8859-1", "utf-8"),
        (FRENCH, "klingon", "cp1252"),
        (RUSSIAN, "klingon", "cp1251"),
        (JAPANESE, "klingon", "utf-8"),
        (FRENCH, "utf-8", "utf-16-le"),
        (RUSSIAN, "utf-16", "utf-16-be"),
        (RUSSIAN, "utf-8", "utf-16-le"),
        (FRENCH, "windows-1251", "utf-8-sig"),
        (FRENCH, "utf-16", "cp1252"),
        (FRENCH, "hex", "cp1252"),
        (FRENCH, "unicode_escape", "cp1252"),
        (FRENCH, "idna", "cp1252"),
        (FRENCH, "", "cp1252"),
    ],
)
def test_wrongly_declared(text: str, label: str, encoding: str) -> None:
    """A page that says what is not true, or what nobody knows, is read all the same."""
    source = page(text, label)
    assert decode(source.encode(encoding)) == source


def test_declared_too_late() -> None:
    """What stands after the first 4 KB is no declaration."""
    source = " " * 5_000 + page(FRENCH, "koi8-r")
    assert decode(source.encode("cp1252")) == source


@pytest.mark.parametrize(("raw", "how"), [(gzip.compress(ENGLISH.encode()), "gzip"), (b"\x28\xb5\x2f\xfd\x04", "zstd")])
@pytest.mark.parametrize("kind", [None, "text", "html"])
def test_compressed(raw: bytes, how: str, kind: Literal["text", "html"] | None) -> None:
    """Compressed bytes are a ValueError that says what to do."""
    with pytest.raises(ValueError, match=f"{how}: decompress"):
        clean(raw, kind=kind)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_article_of_a_page_is_the_same(encoding: str) -> None:
    """The encoding of a page does not show in its article, nor does a wrong declaration."""
    source = page(FRENCH, "utf-8")
    assert clean(source.encode(encoding)) == clean(source)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_article_is_the_same(encoding: str) -> None:
    """The encoding does not show in the article."""
    text = f"Fog over the café\n\n{FRENCH}\n\n{FRENCH[::-1]}"
    assert clean(text.encode(encoding)) == clean(text)
