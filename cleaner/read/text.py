r"""Plain text to blocks, whatever the dump did to its paragraphs.

Four shapes are told apart by the look of the whole text:

- *lines*: a paragraph a line, blank lines or none between (newspaper, trafilatura, inscriptis);
- *wrapped*: paragraphs broken at some 60 to 100 columns, blank lines or short last lines between;
- *fragments*: sentences broken around their links (`get_text("\\n")`): lines that go on in lower case or with a comma;
- *flat*: no line breaks to speak of. Sentences are the blocks then, and stay on one line in the body.

Lines glued together without a space ("in Dallas.Image copyrightGETTY") are cut at the joint.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Block, Document, count_words, ends_sentence, has_unspaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Line(NamedTuple):
    """A line of the text that is not blank: offsets without the space around it, breaks before it, and its indent."""

    start: int
    end: int
    gap: int
    indent: int


_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"(?:[-–—*•‣▪●◦·■□►▶➤✓✔»>+]|\(?\d{1,2}[.)]|[a-z][.)])\s")

_AFTER_LETTER = (".", ")")  # "a." and "b)" are bullets too
_WRAP_WIDEST, _WRAP_NARROWEST = 110, 40  # columns that a hard-wrapped text keeps within
_FLAT_SHARE, _FLAT_LEAST = 0.8, 500  # a line that is most of the text, and long, holds more than a paragraph
_GOES_ON = re.compile(r"[a-zß-öø-ÿа-яёіїєґα-ω]|[,;.:!?)\]”’»%](?:\s|$)")
_UNFINISHED = re.compile(
    r"(?:[(\[“„«‘,]|\b(?:the|a|an|of|in|on|at|to|for|by|with|and|or|from|as|is|was|are|were|that|der|die|das|dem|den|des|ein|eine|von|zu|und|mit|auf|für|le|la|les|de|du|des|un|une|et|à|en|el|los|las|y|del|por|con|il|di|che|o|os|da|do|e|em|het|een|van|och|att|som|en|på|og|til))$"
)
# Where a line ended without a full stop before its break was lost ("under one condition A potential partnership"): a word in
# small letters, not a preposition ("in The Hague"), then an article or pronoun in capitals that opens a sentence.
_UNMARKED = re.compile(
    r" (?<=[a-zß-öø-ÿ\d]{2} )(?<! in | of |the |and | to |for |rom |ith | by | at | on |der |die |das |von | de | la | le | el |nel )"
    r"(?=(?:The|A|An|In|It|He|She|We|They|This|These|There|But|When|While|If|As|On|At|After|Since|Although|However|With|For|From|Since|"
    r"Der|Die|Das|Ein|Eine|Im|Am|Es|Wir|Sie|Er|Nach|Bei|Mit|Wie|Wer|Le|Les|Un|Une|Dans|Il|Elle|Des|Du|El|Los|Las|Una|Uno|Na|Det|Den|En|Ett|De|Het|Een|Gli|Lo|Os|As|Um|Uma) [\w“\"‘«„])"
)
_CLOSED = '.!?:;”"…’»)。'  # after these a paragraph may have ended
_PAGE = 25  # lines that a page's text nodes have at least
_LONG_PARAGRAPH = 100  # characters
_BYLINE = re.compile(r"(?:by|von|par|por|door|av|af)\b:?(?:$| [A-Z])", re.MULTILINE)
_SENTENCE_INSIDE = re.compile(r"[a-z)”\"’][.!?][\"”’]? ")
_SURROGATE = re.compile("[\ud800-\udfff]")  # which no encoder takes
_CHUNK = 10_000  # characters
_HEAD = 200  # characters in which a text has its headline
_SHORT_LINE = 300  # characters; a line beside the long one that is no longer has one thing to say
_LONG_SENTENCE = 2000  # characters; what is longer is no sentence but a list or a table
# "end.Next": a sentence's end against a capital, as when two paragraphs met without a space.
_JOINT = re.compile(r"[.!?][\"”’»)]?(?=[“\"„«]?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]*[ ’'])")
# A picture's or a player's label against the sentence before it, and a picture credit in capitals against its label.
_GLUED_LABEL = re.compile(
    r"(?=(?:Image (?:copyright|caption)|Media (?:playback|caption)|Play Video\d|(?:View|hide) caption|Photo by |Related Topics))(?<=[.!?a-z\"”)])"
)
_LABELS = ("Image c", "Media ", "Play Video", " caption", "Photo by ", "Related Topics")


def read_text(text: str, *, url: str | None = None) -> Document:
    """Return the document of a plain text."""
    lines = _lines(text)
    if not lines:
        return Document.of(text, (), url=url)
    if _is_flat(lines):
        pieces = _sentences(text, lines)
    elif _is_wrapped(text, lines):
        pieces = _unwrapped(text, lines)
    elif _is_fragments(text, lines):
        pieces = _rejoined(text, lines)
    else:
        pieces = iter(lines)
    return Document.of(text, _blocks(text, _unglued(text, pieces)), url=url)


def _lines(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank; every kind of line break counts (`str.splitlines`)."""
    lines = []
    at = gap = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            indent = len(line) - len(line.lstrip()) if line[0].isspace() else 0
            lines.append(Line(at + indent, at + indent + len(bare), gap, indent))
            gap = 0
        at += len(line)
        gap += 1
    return lines


def _blocks(text: str, pieces: Iterator[Line]) -> Iterator[Block]:
    """Yield a block for each piece, its white space collapsed."""
    bullet, spaced = _BULLET.match, not has_unspaced(text)
    for index, (start, end, gap, indent) in enumerate(pieces):
        piece = text[start:end]
        offsets = None
        if "  " in piece or not piece.isprintable():
            piece = " ".join(piece.split())
            if len(piece) != end - start:  # each word with the blank after it, but for the last one
                runs = (range(run.start(), run.end() + 1) for run in _WORD.finditer(text, start, end))
                offsets = tuple(chain.from_iterable(runs))[:-1]
        words = piece.count(" ") + 1 if spaced else count_words(piece)
        item = not piece[0].isalpha() or piece[1:2] in _AFTER_LETTER
        yield Block(
            index, start, end, piece, words, ends_sentence(piece), gap, indent, item and bullet(piece) is not None, offsets
        )


def _is_flat(lines: list[Line]) -> bool:
    longest = max(line.end - line.start for line in lines)
    return longest >= _FLAT_LEAST and longest >= _FLAT_SHARE * sum(line.end - line.start for line in lines)


def _sentences(text: str, lines: list[Line]) -> Iterator[Line]:
    """Yield the sentences of every line."""
    from sentencex import segment  # noqa: PLC0415  (only text without line breaks needs it)

    for line in lines:
        if line.end - line.start < _SHORT_LINE:
            yield line
            continue
        at, gap = line.start, line.gap
        for chunk in _chunks(text, line.start, line.end):
            for sentence in segment("en", _SURROGATE.sub("\ufffd", chunk)):
                for part in _unmarked(sentence, at - lines[0].start) if len(sentence) < _LONG_SENTENCE else (sentence,):
                    first = at + len(part) - len(part.lstrip())
                    last = at + len(part.rstrip())
                    if first < last:
                        yield Line(first, last, gap, line.indent)
                        gap = 0
                    at += len(part)


def _chunks(text: str, start: int, end: int) -> Iterator[str]:
    """Yield `text[start:end]` in pieces that the splitter, whose cost can grow with the square, takes in its stride."""
    while end - start > _CHUNK:
        cut = text.rfind(". ", start + _CHUNK // 2, start + _CHUNK) + 2
        cut = cut if cut > start + 1 else start + _CHUNK
        yield text[start:cut]
        start = cut
    yield text[start:end]


def _unmarked(sentence: str, place: int) -> Iterator[str]:
    """Yield the parts of a sentence, `place` characters into the text, between which a line ended without a full stop."""
    start = 0
    for found in _UNMARKED.finditer(sentence):
        word = sentence.rfind(" ", 0, found.start()) + 1
        # After a name, "In" and "The" are mostly part of it; not at a text's start, where headlines end in any word.
        if not sentence[word].isupper() or place + found.start() < _HEAD:
            yield sentence[start : found.end()]
            start = found.end()
    yield sentence[start:]


def _is_wrapped(text: str, lines: list[Line]) -> bool:
    """Tell whether lines were broken at a width: they keep within it, most that go on nearly fill it, and sentences run over."""
    lengths = [line.end - line.start for line in lines]
    widest = max(lengths)
    pairs = [i for i in range(1, len(lines)) if lines[i].gap == 1]
    if not _WRAP_NARROWEST <= widest <= _WRAP_WIDEST or len(pairs) < 3:
        return False
    full = sum(lengths[i - 1] > widest * 0.7 for i in pairs)
    over = sum(text[lines[i].start].islower() for i in pairs)
    return full >= 0.6 * len(pairs) and over >= 0.3 * len(pairs)


def _unwrapped(text: str, lines: list[Line]) -> Iterator[Line]:
    """Yield the paragraphs of a hard-wrapped text: a short line that ends a sentence, a blank line or a bullet ends one."""
    widest = max(line.end - line.start for line in lines)

    def goes_on(_: Line, before: Line, line: Line) -> bool:
        short = before.end - before.start < widest * 0.7
        ended = short and (text[before.end - 1] in '.!?:"”' or not text[line.start].islower())
        return line.gap == 1 and not ended and not _BULLET.match(text, line.start)

    return _joined(lines, goes_on)


def _is_fragments(text: str, lines: list[Line]) -> bool:
    """Tell whether sentences were broken around their links: lines go on with a comma, or in small letters where none ended.

    Where every text node of a page has a line of its own, without blank lines and indents, two such lines are enough.
    """
    loose = sum(text[line.start] in ",.;)”’" for line in lines)
    open_ended = sum(
        line.gap == 1 and text[line.start].islower() and text[before.end - 1] not in '.!?:;”"' for before, line in pairwise(lines)
    )
    if len(lines) >= _PAGE and loose + open_ended >= 2 and all(line.gap <= 1 and not line.indent for line in lines):
        return True
    return loose * 60 >= len(lines) and (loose >= 2 or (loose == 1 and open_ended >= 3))


def _rejoined(text: str, lines: list[Line]) -> Iterator[Line]:
    """Yield the paragraphs of a text whose sentences were broken around their links.

    On training pages' `get_text` a line that goes on is right in all but 2 % of cases where it says so itself, and in all
    but a tenth where only the paragraph before, of several sentences, has not ended: a link comes next.
    """
    title = lines[0] if len(lines) >= _PAGE else None  # of the page, as its head has it

    def goes_on(whole: Line, before: Line, line: Line) -> bool:
        long = before.end - whole.start >= _LONG_PARAGRAPH
        if line.gap != 1 or text[before.end - 2] in ".!?" or _closes(text, before):
            return False
        if before is title or (not long and _BYLINE.match(text, line.start)):  # a headline above a byline
            return False
        tail = text[max(before.start, before.end - 12) : before.end]
        if _UNFINISHED.search(tail) or (tail[-1] not in '.!?:”"' and _GOES_ON.match(text, line.start)):
            return True
        return long and tail[-1] not in _CLOSED and _SENTENCE_INSIDE.search(text, whole.start, before.end) is not None

    return _joined(lines, goes_on)


def _closes(text: str, line: Line) -> bool:
    """Tell whether the line ends with the “ that closes a quotation in German; in English it opens one."""
    return text[line.end - 1] == "“" and "„" in text[line.start : line.end]


def _joined(lines: list[Line], goes_on: Callable[[Line, Line, Line], bool]) -> Iterator[Line]:
    """Yield the lines, those made one with what is before them of which `goes_on(whole so far, its last line, line)` is true."""
    whole = before = lines[0]
    for line in lines[1:]:
        if goes_on(whole, before, line):
            whole = whole._replace(end=line.end)
        else:
            yield whole
            whole = line
        before = line
    yield whole


def _unglued(text: str, pieces: Iterator[Line]) -> Iterator[Line]:
    """Yield the pieces, cut where two lines met without a space. One joint may be a slip of the pen; labels never are."""
    joints = [match.end() for match in _JOINT.finditer(text) if text[max(0, match.start() - 2) : match.start()].islower()]
    cuts = joints if len(joints) > 1 else []
    if any(label in text for label in _LABELS):
        cuts = sorted({*cuts, *(match.start() for match in _GLUED_LABEL.finditer(text))})
    if not cuts:
        yield from pieces
        return
    at = 0
    for piece in pieces:
        start, gap = piece.start, piece.gap
        while at < len(cuts) and cuts[at] < piece.end:
            if cuts[at] > start:
                yield Line(start, cuts[at], gap, piece.indent)
                start, gap = cuts[at], 1
            at += 1
        yield Line(start, piece.end, gap, piece.indent)
