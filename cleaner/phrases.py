"""Lines that sites say in fixed words, found by one scan over the document.

All phrases are kept in one trie of words. Each block is read once: its first word must open a phrase, and phrases must
then *tile* it from end to end ("Be the first to know" + "Get browser notifications for ..."), so that nothing inside a
sentence can match. Blocks too long to be a phrase are only looked at for whole sentences at their end, where texts that
lost their line breaks keep such lines. The grammar of a phrase is in `data/README.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner import resources
from cleaner.document import CJK, Block, Document, Label, Mark
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A number with its marks ("1,234", "3:51", "14K"), one character of an unspaced script, or a word.
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)*\w*|[{CJK}]|[^\W\d_{CJK}]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)]*(?:\s+|(?<=[。！？]))")

WILD_WORDS = 6  # what a `*` may stand for
_UNSPACED_WEIGHT = 0.3  # of a word, for a character of an unspaced script
_LONGEST = 420  # characters; a block longer than this is no phrase
_END, _STAR, _NUMBER = "", "*", "#"  # keys of the trie that no token can be
SURE_WORDS = 3  # a phrase of fewer words of its own is believed only around the story or beside others
SURE_ALONE = frozenset({"ads", "image_label"})  # families that no story has as a line, however short

Trie = dict[str, "Trie | tuple[str, str]"]


class Hit(NamedTuple):
    """A phrase found: its family, the phrase as it is written in the file, and where it stands in the block's text."""

    family: str
    phrase: str
    block: Block
    start: int
    end: int


def tokens(text: str) -> list[str]:
    """Return the words of `text` as phrases see them: letter case, punctuation and the shape of apostrophes do not count."""
    return [token.replace("’", "'") for token in _TOKEN.findall(text.casefold())]


class Phrasebook:
    """A set of phrases by family, compiled for scanning."""

    def __init__(self, families: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Compile `families`: pairs of a family's name and its phrases."""
        self.forward: Trie = {}
        self.backward: Trie = {}  # phrases that open with `*`, read from their last word
        for family, phrases in families:
            for phrase in phrases:
                self._add(family, phrase)

    def _add(self, family: str, phrase: str) -> None:
        paths = [
            [token for word in words for token in word] for words in product(*(_alternatives(sign) for sign in phrase.split()))
        ]
        paths = [path for path in paths if any(token not in (_STAR, _NUMBER) for token in path)]
        if not paths:
            raise ValueError(f"the phrase {phrase!r} of {family!r} has no words of its own")
        for path in paths:
            if path[0] == _STAR and path[-1] == _STAR:
                raise ValueError(f"the phrase {phrase!r} of {family!r} opens and closes with *; it may do one of the two")
            node = self.backward if path[0] == _STAR else self.forward
            for token in path[::-1] if path[0] == _STAR else path:
                node = node.setdefault(token, {})  # type: ignore[assignment]
            node.setdefault(_END, (family, phrase))

    def scan(self, blocks: Iterable[Block]) -> Iterator[Hit]:
        """Yield the phrases in `blocks`, block by block."""
        forward, backward = self.forward, self.backward
        for block in blocks:
            text = block.text
            if len(text) > _LONGEST:
                yield from self._closing_sentences(block)
                continue
            first = _TOKEN.search(text)
            if first is None:
                continue
            opens = first[0].casefold().replace("’", "'")
            if opens in forward or (_NUMBER in forward and opens[0].isdigit()):
                hits = self.tile(block, 0, len(text))
                if hits or (hits := list(self._closing_sentences(block))):
                    yield from hits
                    continue
            elif "." in text or "。" in text:
                closing = list(self._closing_sentences(block))
                if closing:
                    yield from closing
                    continue
            if backward:
                last = _last_token(text)
                if last in backward or last[0].isdigit():
                    words = tokens(text)[::-1]
                    found = next((value for end, value in _matches(backward, words, 0) if end == len(words)), None)
                    if found:
                        yield Hit(*found, block, 0, len(text))

    def tile(self, block: Block, start: int, end: int) -> list[Hit]:
        """Return the phrases that together make up `block.text[start:end]`, or none."""
        found = list(_TOKEN.finditer(block.text, start, end))
        words = [match[0].casefold().replace("’", "'") for match in found]
        best: list[tuple[int, tuple[str, str]] | None] = [None] * (len(words) + 1)
        reached = [True] + [False] * len(words)
        for at in range(len(words)):
            if reached[at]:
                for stop, value in _matches(self.forward, words, at):
                    if not reached[stop]:
                        reached[stop], best[stop] = True, (at, value)
        if not words or not reached[-1]:
            return []
        hits = []
        at = len(words)
        right = end
        while at:
            before, value = best[at]  # type: ignore[misc]
            left = found[before].start() if before else start
            hits.append(Hit(*value, block, left, right))
            at, right = before, left
        return hits[::-1]

    def _closing_sentences(self, block: Block) -> Iterator[Hit]:
        """Yield the phrases that make up the last sentences of a paragraph, if any."""
        text = block.text
        right, found = len(text), []
        while True:
            left = _last_sentence(text, right)
            if left <= 0 or right - left > _LONGEST or _first_token(text, left) not in self.forward:
                break
            hits = self.tile(block, left, right)
            if not hits:
                break
            found.append(hits)
            right = left
        for hits in reversed(found):
            yield from hits


def _alternatives(sign: str) -> list[list[str]]:
    """Return what one sign of a phrase may be, each as its tokens."""
    if sign in (_STAR, _NUMBER):
        return [[sign]]
    return [tokens(word) for word in sign.split("|")]


def _matches(trie: Trie, words: list[str], start: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield (end, (family, phrase)) for each phrase that starts at `words[start]`, shorter ones first."""
    states: list[tuple[Trie, float]] = [(trie, 0.0)]  # a node, and how much a `*` before it may still take
    for at in range(start, len(words) + 1):
        following: list[tuple[Trie, float]] = []
        word = words[at] if at < len(words) else None
        ended = None
        while states:
            node, budget = states.pop()
            if _END in node and at > start:
                ended = node[_END]
            star = node.get(_STAR)
            if star is not None:
                states.append((star, float(WILD_WORDS)))  # type: ignore[arg-type]
            if word is None:
                continue
            if word in node:
                following.append((node[word], 0.0))  # type: ignore[arg-type]
            if _NUMBER in node and word[0].isdigit():
                following.append((node[_NUMBER], 0.0))  # type: ignore[arg-type]
            weight = _UNSPACED_WEIGHT if len(word) == 1 and word > "\u0e00" else 1.0
            if budget >= weight:
                following.append((node, budget - weight))
        if ended is not None:
            yield at, ended  # type: ignore[misc]
        if not following:
            return
        states = following


def _first_token(text: str, start: int) -> str:
    found = _TOKEN.search(text, start)
    return found[0].casefold().replace("’", "'") if found else _END


def _last_token(text: str) -> str:
    words = tokens(text[-40:])
    return words[-1] if words else "-"


def _last_sentence(text: str, right: int) -> int:
    """Return where the last sentence of `text[:right]` starts, 0 when there is only one."""
    start = max(0, right - _LONGEST - 1)
    last = 0
    for match in _SENTENCE_END.finditer(text, start, right):
        if match.end() < right:
            last = match.end()
    return last


@cache
def _builtin() -> Phrasebook:
    return Phrasebook(resources.table("phrases").items())


def _scan(doc: Document, book: Phrasebook) -> dict[str, list[Hit]]:
    hits: dict[str, list[Hit]] = {}
    for hit in _believed(doc, list(book.scan(doc.blocks))):
        hits.setdefault(hit.family, []).append(hit)
    return hits


def _believed(doc: Document, hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits that wording or place makes sure: a short one, or one in a list, needs to stand around the story or
    among others. "Services", "YouTube", "Done" are prompts in a row of prompts, and items or sub-headings in a story.
    """
    found = {hit.block.index for hit in hits}
    prose = [block.index for block in doc.blocks if is_prose(block) and block.index not in found]
    first, last = (prose[0], prose[-1]) if prose else (len(doc.blocks), -1)
    for hit in hits:
        at = hit.block.index
        sure = hit.family in SURE_ALONE or (_weight(hit.phrase) >= SURE_WORDS and not hit.block.bullet)
        if sure or not first < at < last or found & {at - 2, at - 1, at + 1, at + 2}:
            yield hit


@cache
def _weight(phrase: str) -> float:
    """Return how many words of its own a phrase has."""
    return sum(_UNSPACED_WEIGHT if len(token) == 1 and token > "\u0e00" else 1 for token in tokens(phrase))


def builtin_hits(doc: Document) -> dict[str, list[Hit]]:
    """Return what the built-in phrases find in the document, by family: the one scan."""
    return doc.fact("phrases", lambda doc: _scan(doc, _builtin()))


@dataclass(frozen=True)
class Phrases:
    """A filter that takes the lines of one family of phrases.

    `Phrases("newsletter", "...")` takes a built-in family. `Phrases("house", lines=("Read it in the * Gazette",))` takes
    your own phrases, and `Phrases.load("house.txt")` a file of them. ValueError when a phrase breaks the grammar.
    """

    name: str
    about: str = "lines from a list of phrases"
    lines: tuple[str, ...] | None = None
    label: Label = Label.BOILERPLATE

    def __post_init__(self) -> None:
        """Compile the user's own phrases now, so that a broken one is told of where it was written."""
        if self.lines is not None:
            object.__setattr__(self, "lines", tuple(self.lines))
            _own_book(self.name, self.lines)

    @classmethod
    def load(cls, path: str | Path, name: str | None = None) -> Phrases:
        """Return the phrases of a file: one a line, comments start with `# `. The file's stem is the name unless given."""
        path = Path(path)
        return cls(name or path.stem, f"lines from {path.name}", resources.read_lines(path.read_text("utf-8")))

    def __call__(self, doc: Document) -> Iterator[Mark]:
        """Yield a mark for each phrase that stands in an open block."""
        if self.lines is None and self.name not in resources.table("phrases"):
            raise LookupError(f"no built-in phrases {self.name!r}; there are {', '.join(sorted(resources.table('phrases')))}")
        hits = builtin_hits(doc) if self.lines is None else _scan(doc, _own_book(self.name, self.lines))
        found = hits.get(self.name)
        if not found:
            return
        left = {block.index for block in doc.open}
        for hit in found:
            if hit.block.index in left:
                yield from hit.block.marks(self.label, f"says “{hit.phrase}”", hit.start, hit.end)


@cache
def _own_book(name: str, lines: tuple[str, ...]) -> Phrasebook:
    return Phrasebook([(name, lines)])
