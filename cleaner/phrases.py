"""Lines that sites say in fixed words, found by one scan over the document.

All phrases are kept in one trie of words. Each block is read once: its first word must open a phrase, and phrases must
then *tile* it from end to end ("Be the first to know" + "Get browser notifications for ..."), so that nothing inside a
sentence can match. Blocks too long to be a phrase are only looked at for whole sentences at their end, where texts that
lost their line breaks keep such lines. The grammar of a phrase is in `data/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import resources
from cleaner.document import Block, Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.trie import END, FEWEST_WITH_STAR, NUMBER, STAR, TOKEN, WORD, Trie, check, fold, tokens, weight
from cleaner.zones import is_prose, neighbourhood

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_FIRST = pattern(rf"[\W_]*({WORD})")
_SENTENCE_BREAKS = (". ", "! ", "? ", "… ", ".” ", '." ', ".) ", "!” ", '!" ', "?” ", '?" ', "。", "！", "？")
_SIGNS = '.,:;!?)"”’…'  # what may stand after a last word

WILD_WORDS = 6  # what a `*` may stand for
_UNSPACED_WEIGHT = 0.3  # of a word that a `*` takes, for a character of an unspaced script
_GLANCE = 48  # characters that tell most prose from phrases
_LAST = 24  # characters at the end in which the last word is looked for
_SHORTEST_SENTENCE = 12  # characters before a closing sentence: "2. Follow us" is no two sentences
_CLOSING_BLOCKS = 8  # at the end, whose last sentences may be phrases; so may those of long paragraphs
_LONGEST_BACKWARD = 200  # of one that opens with a `*`
_LONGEST = 420  # characters; a block longer than this is no phrase
SURE_WORDS = 3  # a phrase of fewer words of its own is believed only around the story or beside others
SURE_WORDS_OPEN = 5  # of one that ends in a `*`, in a block that ends as a sentence does
# Families whose lines no story has, however short they are: measured inside stories, where the others fail.
SURE_ALONE = frozenset(
    {"ads", "image_label", "related", "most_read", "share", "player", "tune_in", "button", "copyright", "newsletter", "browser"}
)


class Hit(NamedTuple):
    """A phrase found: its family, the phrase as it is written in the file, and where it stands in the block's text."""

    family: str
    phrase: str
    block: Block
    start: int
    end: int


class Phrasebook:
    """A set of phrases by family, compiled for scanning."""

    def __init__(self, families: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Compile `families`: pairs of a family's name and its phrases, which keep the grammar (see `check`)."""
        self.forward = Trie()
        for family, phrases in families:
            for phrase in phrases:
                self.forward.add((family, phrase), phrase)
        self.backward = self.forward.without_stars()  # phrases that open with `*`, read from their last word

    def scan(self, blocks: Sequence[Block]) -> Iterator[Hit]:
        """Yield the phrases in `blocks`, block by block."""
        flat = len(blocks) > 1 and blocks[1].gap == 0
        backward = self.backward
        late = blocks[-1].index + 1 - _CLOSING_BLOCKS if blocks else 0
        for block in blocks:
            text = block.text
            hits = self.tile(block, 0, len(text)) if len(text) <= _LONGEST and self._may_open(text) else []
            if not hits and flat:
                hits = list(self._inside(block))
            if not hits and (block.index >= late or len(text) > _LONGEST):
                hits = list(self._closing_sentences(block))
            if hits:
                yield from hits
            elif backward and len(text) <= _LONGEST_BACKWARD:
                last = _last_token(text)
                if last in backward or last[0].isdigit():
                    words = tokens(text)[::-1]
                    found = next((value for end, value in _matches(backward, words, 0) if end == len(words)), None)
                    if found:
                        yield Hit(*found, block, 0, len(text))

    def _may_open(self, text: str) -> bool:
        """Tell by its first words whether `text` can open with a phrase: nearly all prose is told apart here."""
        told = self._opens(text[:_GLANCE].split(" ")[: -1 if len(text) > _GLANCE else None])
        if told is not None:
            return told
        found = _FIRST.match(text)
        if found is None or (NUMBER if found[1][0].isdigit() else fold(found[1])) not in self.forward:
            return False
        words = tokens(text[:_GLANCE])
        if len(text) > _GLANCE:
            words.pop()  # it may be cut in two
        return _survives(self.forward, words, more=len(text) > _GLANCE)

    def _opens(self, words: list[str]) -> bool | None:
        """Tell the same of words that are plain letters, as most are; None where a pattern must find the words."""
        node: Any = self.forward
        for word in words:
            if STAR in node or not (word.isascii() and word.isalpha()):
                return None
            node = node.get(word.lower())
            if node is None or END in node:
                return node is not None
        return None

    def tile(self, block: Block, start: int, end: int) -> list[Hit]:
        """Return the phrases that together make up `block.text[start:end]`, or none."""
        text = block.text[start:end]
        words = tokens(text) if text.isascii() else [_folded(match) for match in TOKEN.finditer(text)]
        best: list[tuple[int, tuple[str, str]] | None] = [None] * (len(words) + 1)
        reached = [True] + [False] * len(words)
        for at in range(len(words)):
            if reached[at]:
                for stop, value in _matches(self.forward, words, at):
                    if not reached[stop]:
                        reached[stop], best[stop] = True, (at, value)
        if not words or not reached[-1]:
            return []
        found = list(TOKEN.finditer(block.text, start, end))
        hits = []
        at = len(words)
        right = end
        while at:
            before, value = best[at]  # type: ignore[misc]
            left = found[before].start() if before else start
            hits.append(Hit(*value, block, left, right))
            at, right = before, left
        return hits[::-1]

    def inside(self, text: str, families: Collection[str]) -> Iterator[tuple[int, int]]:
        """Yield where phrases of `families` stand in `text`, be there what may around them: "3 comments" in a line.

        They are those of two words and more, and without a `*`.
        """
        found = list(TOKEN.finditer(text))
        words = [_folded(match) for match in found]
        at = 0
        while at < len(words):
            end = at
            if words[at] in self.forward or words[at][0].isdigit():
                for stop, (family, phrase) in _matches(self.forward, words, at):
                    if stop > at + 1 and family in families and STAR not in phrase:
                        end = stop
            if end > at:
                yield found[at].start(), found[end - 1].end()
            at = max(end, at + 1)

    def _inside(self, block: Block) -> Iterator[Hit]:
        """Yield the phrases inside a text without line breaks: from a capital to the next ("Watch CBS News Obama offers ...")."""
        found = list(TOKEN.finditer(block.text))
        words = [_folded(match) for match in found]
        opens = [not match[0][0].islower() for match in found]
        at = 0
        while at < len(words):
            least = FEWEST_WITH_STAR if at == block.index == 0 else SURE_WORDS
            ends = [
                (end, value)
                for end, value in (_matches(self.forward, words, at) if opens[at] else ())
                if (end == len(words) or opens[end]) and not value[1].endswith(STAR) and weight(value[1]) >= least
            ]
            if ends:
                end, value = ends[-1]
                yield Hit(*value, block, found[at].start(), found[end].start() if end < len(words) else len(block.text))
                at = end
            else:
                at += 1

    def _closing_sentences(self, block: Block) -> Iterator[Hit]:
        """Yield the phrases that make up the last sentences of a paragraph, if any."""
        text = block.text
        right, found = len(text), []
        while True:
            left = _last_sentence(text, right)
            if left < _SHORTEST_SENTENCE or not self._may_open(text[left:right]):
                break
            hits = self.tile(block, left, right)
            if not hits:
                break
            found.append(hits)
            right = left
        for hits in reversed(found):
            yield from hits


def _matches(trie: Trie, words: list[str], start: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield (end, (family, phrase)) for each phrase that starts at `words[start]`, shorter ones first."""
    states: list[tuple[Trie, float]] = [(trie, 0.0)]
    for at in range(start, len(words)):
        states = _step(states, words[at])
        if not states:
            return
        ended = next((node[END] for node, _ in states if END in node), None)
        if ended is not None:
            yield at + 1, ended


def _survives(trie: Trie, words: list[str], *, more: bool) -> bool:
    """Tell whether `words` open with a phrase, or may if `more` words follow."""
    states: list[tuple[Trie, float]] = [(trie, 0.0)]
    for word in words:
        states = _step(states, word)
        if not states:
            return False
        if any(END in node for node, _ in states):
            return True
    return more


def _step(states: list[tuple[Trie, float]], word: str) -> list[tuple[Trie, float]]:
    """Return the states after `word`; a state is a node and how much the `*` before it may still take."""
    following: list[tuple[Trie, float]] = []
    for node, budget in states:
        if word in node:
            _arrive(following, node[word])
        if NUMBER in node and word[0].isdigit():
            _arrive(following, node[NUMBER])
        if budget:
            weight = _UNSPACED_WEIGHT if len(word) == 1 and word > "\u0e00" else 1.0
            if budget >= weight:
                following.append((node, budget - weight))
    return following


def _arrive(states: list[tuple[Trie, float]], node: Trie) -> None:
    """Add `node` to `states`, and with it the node after a `*` that stands for nothing yet."""
    states.append((node, 0.0))
    while STAR in node:
        node = node[STAR]
        states.append((node, float(WILD_WORDS)))


def _folded(match: re.Match[str]) -> str:
    return fold(match[0])


def _last_token(text: str) -> str:
    word = text[text.rfind(" ") + 1 :].rstrip(_SIGNS)
    if word.isascii() and word.isalpha() and len(word) < _LAST:
        return word.lower()
    words = tokens(text[-_LAST:])
    return words[-1] if words else "-"


def _last_sentence(text: str, right: int) -> int:
    """Return where the last sentence of `text[:right]` starts, 0 when there is only one."""
    left, start = max(0, right - _LONGEST), 0
    for mark in _SENTENCE_BREAKS:
        at = text.rfind(mark, left, right - 1)
        if at > 0:  # an earlier one is no longer looked for
            left, start = at, at + len(mark)
    return start


@cache
def _builtin() -> Phrasebook:
    return Phrasebook(resources.table("phrases").items())


def _scan(doc: Document, book: Phrasebook) -> dict[str, list[Hit]]:
    hits: dict[str, list[Hit]] = {}
    first, last = neighbourhood(doc)
    for hit in _believed(doc, list(book.scan(doc.blocks[first:last]))):
        hits.setdefault(hit.family, []).append(hit)
    return hits


def _believed(doc: Document, hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits that wording or place makes sure.

    A short one, or one in a list, needs to stand around the story or among others: "Services", "YouTube", "Done" are
    prompts in a row of prompts, and items or sub-headings in a story.
    """
    found = {hit.block.index for hit in hits}
    prose = [block.index for block in doc.blocks if is_prose(block) and block.index not in found]
    first, last = (prose[0], prose[-1]) if prose else (len(doc.blocks), -1)
    for hit in hits:
        at = hit.block.index
        open_ended = hit.phrase.endswith(STAR) and hit.block.text[-1] in ".:"  # "Read more about solar panels." may be a sentence
        enough = SURE_WORDS_OPEN if open_ended else SURE_WORDS
        sure = (hit.family in SURE_ALONE and not open_ended) or weight(hit.phrase) >= enough
        if hit.block.bullet and hit.family != "ads":
            sure = False
        if sure or not first < at < last or found & {at - 2, at - 1, at + 1, at + 2}:
            yield hit


def builtin_inside(text: str, families: Collection[str]) -> list[tuple[int, int]]:
    """Return where built-in phrases of `families` stand in a line (see `Phrasebook.inside`)."""
    return list(_builtin().inside(text, families))


def builtin_hits(doc: Document) -> dict[str, list[Hit]]:
    """Return what the built-in phrases find in the document, by family: the one scan."""
    return doc.fact("phrases", _builtin_scan)


def _builtin_scan(doc: Document) -> dict[str, list[Hit]]:
    return _scan(doc, _builtin())


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
        from pathlib import Path  # noqa: PLC0415  (only who loads a file needs it)

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
    phrases = [" ".join(line.split()) for line in lines]
    for phrase in phrases:
        check(name, phrase)
    return Phrasebook([(name, phrases)])
