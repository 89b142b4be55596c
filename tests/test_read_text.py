"""Plain text to paragraphs, whatever the dump did to them."""

from __future__ import annotations

import textwrap

import pytest

from cleaner.read import read
from cleaner.read.text import read_text

FERRY = (
    "The ferry left the harbour at seven in the morning with forty passengers on board, and nobody on the pier expected the "
    "fog to come in as fast as it did on that Saturday."
)
CAPTAIN = (
    "Officials said that the captain, who has sailed the route for twenty years, had followed every rule there is and had "
    "slowed down well before the sandbank."
)
CREW = "“We heard a long scraping noise,” said a sailor, “and then everything went quiet for what seemed to me an hour.”"
BREAKS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR", "\u0085": "NEL", "\u2028": "LS", "\u2029": "PS", "\x0b": "VT", "\x0c": "FF"}


def paragraphs(text: str) -> list[str]:
    """Return the texts of the blocks that are read from `text`."""
    return [block.text for block in read_text(text).blocks]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2028 \t\r\n", "\u00a0"])
def test_nothing(text: str) -> None:
    """A text of white space has no blocks, and is kept as it is."""
    doc = read_text(text)
    assert doc.blocks == ()
    assert doc.text == text


@pytest.mark.parametrize("break_", BREAKS, ids=BREAKS.get)
def test_a_paragraph_a_line(break_: str) -> None:
    """Every kind of line break ends a line."""
    assert paragraphs(break_.join((FERRY, CAPTAIN, CREW))) == [FERRY, CAPTAIN, CREW]


def test_blank_lines() -> None:
    """Blank lines stand between paragraphs; how many is each block's gap."""
    doc = read_text(f"Ferry aground\n{FERRY}\n\n{CAPTAIN}\n\n\n\n{CREW}\n")
    assert [block.text for block in doc.blocks] == ["Ferry aground", FERRY, CAPTAIN, CREW]
    assert [block.gap for block in doc.blocks[1:]] == [1, 2, 4]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_hard_wrapped(width: int) -> None:
    """Lines broken at a width are one paragraph, up to a blank line."""
    text = "\n\n".join(textwrap.fill(part, width) for part in (FERRY, CAPTAIN, CREW))
    assert paragraphs(text) == [FERRY, CAPTAIN, CREW]


def test_hard_wrapped_without_blank_lines() -> None:
    """In a wrapped text a short line that ends a sentence ends the paragraph."""
    text = "\n".join(textwrap.fill(part, 72) for part in (FERRY, CAPTAIN, CREW))
    assert paragraphs(text) == [FERRY, CAPTAIN, CREW]


def test_short_lines_are_not_wrapped() -> None:
    """Lines of a poem, a list or a menu stay apart."""
    lines = ["Home", "News", "Sport", "Weather and traffic", "Jobs", "Contact"]
    assert paragraphs("\n".join(lines)) == lines


def test_fragments() -> None:
    """Sentences broken around their links are whole again."""
    text = (
        "The ferry left the\nharbour of Kelby\nat seven with\nCaptain Ann Lee\n, who knows the route, and\nforty passengers\n.\n"
        "Officials said that the\nport authority\n, which owns the buoys, would answer on Monday.\nNobody was hurt."
    )
    assert paragraphs(text) == [
        "The ferry left the harbour of Kelby at seven with Captain Ann Lee , who knows the route, and forty passengers .",
        "Officials said that the port authority , which owns the buoys, would answer on Monday.",
        "Nobody was hurt.",
    ]


def test_fragments_keep_labels_apart() -> None:
    """Short lines around rejoined sentences are not pulled into them."""
    told = "The port authority\n, which owns the buoys, and\nthe crew\n, all of them, agree."
    text = f"Share on Facebook\n{FERRY}\n{told}\nRelated articles\nFerry afloat"
    found = paragraphs(text)
    assert found[:2] == ["Share on Facebook", FERRY]
    assert found[-2:] == ["Related articles", "Ferry afloat"]


def test_fragments_of_a_whole_page() -> None:
    """Where every text node has a line, two lines that go on are enough; the page's title and a headline go on with nothing."""
    menu = [f"Section {number}" for number in range(20)]
    told = f"{FERRY} It was {CAPTAIN[0].lower()}{CAPTAIN[1:-1]} towards"
    lines = [
        "Ferry aground in fog",
        "skip to content",
        *menu,
        "Ferry aground",
        "by",
        "Ann Lee",
        told,
        "Port Kelby",
        "at night",
        ".",
    ]
    found = [block.text for block in read_text("\n".join(lines)).blocks]
    assert found[:2] == ["Ferry aground in fog", "skip to content"]
    assert found[22:24] == ["Ferry aground", "by Ann Lee"]
    assert found[-1] == f"{told} Port Kelby at night ."


def test_fragments_after_a_quotation() -> None:
    """A German quotation ends with the sign that opens an English one."""
    told = "The port authority\n, which owns the buoys, and\nthe crew\n, all of them, agree."
    assert paragraphs(f"{told}\n„Kein Nebel“\nGrundlage war die Regel.")[1:] == ["„Kein Nebel“", "Grundlage war die Regel."]


def test_flat() -> None:
    """A text without line breaks is cut into sentences, which stay on one line."""
    sentences = [f"{FERRY} {CAPTAIN}", f"Dr. Ann Lee of Kelby agreed at 7 p.m. on Monday. {FERRY}", CAPTAIN, FERRY]
    doc = read_text(" ".join(sentences))
    assert [block.text for block in doc.blocks][:2] == [FERRY, CAPTAIN]
    assert "Dr. Ann Lee of Kelby agreed at 7 p.m. on Monday." in [block.text for block in doc.blocks]
    assert {block.gap for block in doc.blocks} == {0}


def test_flat_with_a_headline() -> None:
    """A headline over one long line is a block of its own."""
    doc = read_text("Ferry aground in fog\n" + " ".join((FERRY, CAPTAIN) * 3))
    assert doc.blocks[0].text == "Ferry aground in fog"
    assert len(doc.blocks) == 7


def test_glued() -> None:
    """Paragraphs that met without a space are cut at the joint, when it is no slip of the pen."""
    text = f"{FERRY}Captain Lee was below.\n{CAPTAIN}Nobody was hurt there."
    assert paragraphs(text) == [FERRY, "Captain Lee was below.", CAPTAIN, "Nobody was hurt there."]


def test_one_joint_is_a_slip() -> None:
    """A single missing space is the author's, and stays."""
    text = f"{FERRY} It was over.Captain Lee went home.\n{CAPTAIN}"
    assert paragraphs(text) == text.split("\n")


@pytest.mark.parametrize("name", ["Node.js", "U.S. and U.K.", "St.Pauli", "example.org"])
def test_names_are_no_joints(name: str) -> None:
    """Full stops inside names cut nothing."""
    text = f"{FERRY} The site of {name} was down.\n{CAPTAIN} So was {name} for a day.\n{CREW} Later {name} was back."
    assert paragraphs(text) == text.split("\n")


def test_glued_picture_labels() -> None:
    """A picture's label against the sentence before it is cut off."""
    assert paragraphs("The ferry at the pier.Image copyrightGETTY IMAGES\n" + FERRY)[:2] == [
        "The ferry at the pier.",
        "Image copyrightGETTY IMAGES",
    ]


def test_glued_video_label() -> None:
    """A player's label with its duration is cut off too."""
    found = paragraphs("The captain: we saw nothing at allPlay Video0:56\n" + FERRY)
    assert found[0] == "The captain: we saw nothing at all"


def test_indent_and_bullets() -> None:
    """Indents are counted and bullets seen; neither leaves the text."""
    doc = read_text(f"Ferry aground\n    {FERRY}\n      * fog\n      - sand\n      3. night\n")
    assert [block.indent for block in doc.blocks] == [0, 4, 6, 6, 6]
    assert [block.bullet for block in doc.blocks] == [False, False, True, True, True]
    assert [block.text for block in doc.blocks[2:]] == ["* fog", "- sand", "3. night"]


@pytest.mark.parametrize("text", ["-5 degrees", "3.5 million", "—", "*", "a.m."])
def test_no_bullets(text: str) -> None:
    """Numbers and dashes that open a line are no bullets."""
    assert not read_text(text).blocks[0].bullet


def test_white_space_is_collapsed() -> None:
    """A block's text has single spaces; its offsets lead back to the document."""
    text = "  The\u00a0ferry \t left   at\u2009seven.  "
    (block,) = read_text(text).blocks
    assert block.text == "The ferry left at seven."
    for at in range(len(block.text)):
        start, end = block.span(at, at + 1)
        assert text[start:end] == block.text[at] or (text[start:end].isspace() and block.text[at] == " ")
    assert text[slice(*block.span(4, 9))] == "ferry"


def test_marks_of_a_block_cover_it() -> None:
    """The span of the whole block is the block."""
    (block,) = read_text(" The  ferry left. ").blocks
    assert block.span(0, len(block.text)) == (block.start, block.end)


def test_words_and_ends() -> None:
    """Words are counted, and ends of sentences seen, in every script."""
    blocks = read_text("The ferry left at seven.\nFerry aground\nフェリーは午前七時に港を出た。\n“Gone!”\nHe said:").blocks
    assert [block.ends for block in blocks] == [True, False, True, True, True]
    assert blocks[0].words == 5
    assert 5 <= blocks[2].words <= 9


def test_text_is_never_changed() -> None:
    """The document holds the text as it came."""
    text = "\ufeffThe\u00adferry\r\n\r\n left\u2028\x00 at \ud800 seven. "
    assert read_text(text).text == text
    assert read(text, url="https://example.org/a").url == "https://example.org/a"
