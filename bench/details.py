"""Where the words of one page went: which filter took gold, and what was kept that is not gold."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bench.metrics import SHINGLE, Shingles, Token, runs, shingles, token_spans, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.metrics import Shingle
    from cleaner import Article


class Piece(NamedTuple):
    """A piece of the input that is not in the body.

    `owner` is the filter's name, or the field in brackets. `gold` counts its tokens that stand in a shingle of the gold
    body, `lost` those of them in a shingle that the body no longer has: gold that is not lost was there twice.
    """

    owner: str
    reason: str
    tokens: int
    gold: int
    lost: int
    text: str


class Span(NamedTuple):
    """Tokens `[first, last)` of the input, and who has them."""

    first: int
    last: int
    owner: str
    reason: str


def taken(source: str, article: Article, gold: Shingles) -> list[Piece]:
    """Return the pieces of `source` that the article has outside its body, as filters removed them or as fields hold them."""
    words = token_spans(source)
    texts = [word.text for word in words]
    kept = shingles(article.body)
    missing = (shingles(source) & gold) - kept
    in_gold = _covered(texts, gold.__contains__)
    in_missing = _covered(texts, missing.__contains__)
    found = []
    for span in _spans(words, texts, article):
        lost = [i for i in range(span.first, span.last) if in_missing[i]]
        first, last = (lost[0], lost[-1]) if lost else (span.first, span.last - 1)
        text = source[words[first].start : words[last].end]
        total = sum(in_gold[span.first : span.last])
        found.append(Piece(span.owner, span.reason, span.last - span.first, total, len(lost), text))
    return found


def left(body: str, gold: Shingles) -> list[str]:
    """Return the parts of lines of `body` that are not gold, in order; a second copy of gold is not."""
    remaining = gold.copy()

    def spend(run: Shingle) -> bool:
        remaining[run] -= 1
        return remaining[run] >= 0

    words = token_spans(body)
    flags = _covered([word.text for word in words], spend)
    lines = _line_numbers(body, words)
    strange = [i for i, flag in enumerate(flags) if not flag]
    groups = groupby(enumerate(strange), lambda item: (item[1] - item[0], lines[item[1]]))
    parts = [[i for _, i in group] for _, group in groups]
    return [body[words[part[0]].start : words[part[-1]].end] for part in parts]


def _covered(words: Sequence[str], counts: Callable[[Shingle], bool]) -> list[bool]:
    """Return, for each word, whether it stands in a shingle that counts."""
    flags = [False] * len(words)
    for i, run in enumerate(runs(words)):
        if counts(run):
            flags[i : i + SHINGLE] = [True] * len(run)
    return flags


def _line_numbers(text: str, words: Sequence[Token]) -> list[int]:
    """Return the number of the line that each word stands on."""
    numbers, line, at = [], 0, 0
    for word in words:
        line += text.count("\n", at, word.start)
        at = word.start
        numbers.append(line)
    return numbers


def _spans(words: Sequence[Token], texts: Sequence[str], article: Article) -> Iterator[Span]:
    """Yield the removals by their offsets, then the fields by the first place where their words stand free."""
    free = [True] * len(words)
    starts = {word.start: i for i, word in enumerate(words)}
    for removal in article.removed:
        inside = [i for at in range(removal.start, removal.end) if (i := starts.get(at)) is not None]
        if inside:
            free[inside[0] : inside[-1] + 1] = [False] * (inside[-1] + 1 - inside[0])
            yield Span(inside[0], inside[-1] + 1, removal.filter, removal.reason)
    for name, text in _fields(article):
        part = tokens(text)
        first = _find(texts, part, free)
        if part and first is not None:
            free[first : first + len(part)] = [False] * len(part)
            yield Span(first, first + len(part), f"({name})", "")


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what the article has beside its body."""
    one = (("title", article.title), ("deck", article.deck), ("byline", article.byline))
    yield from ((name, text) for name, text in one if text)
    many = (("captions", article.captions), ("credits", article.credits), ("notes", article.notes))
    yield from ((name, text) for name, values in many for text in values)


def _find(texts: Sequence[str], part: Sequence[str], free: Sequence[bool]) -> int | None:
    """Return where `part` first stands in `texts` with all its words free."""
    if not part:
        return None
    size = len(part)
    for i in range(len(texts) - size + 1):
        if texts[i] == part[0] and free[i] and list(texts[i : i + size]) == list(part) and all(free[i : i + size]):
            return i
    return None
