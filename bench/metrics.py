"""The measures: how much of the story is kept, and how much of the rest is gone.

Texts are compared as multisets of shingles, runs of four tokens, as in scrapinghub/article-extraction-benchmark
(`evaluate.py`). A shingle is a tuple of strings; a multiset is a `Counter`. Every function here takes plain text or
counters and knows nothing of files or of the cleaner.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Shingle = tuple[str, ...]
Shingles = Counter[Shingle]

SHINGLE = 4
CAPTION_F1 = 0.8
CAPTION_WORDS = 4  # tokens of a caption that is looked for in the body: what is shorter may stand there as a heading
# The scripts whose characters are tokens: Thai; Hangul jamo, kana, bopomofo and Han; Hangul syllables and compatibility Han;
# half-width kana and Hangul; the Han of the supplementary planes. The vowel marks among them are none: they are no `\w`.
_UNSPACED = (
    "\u0e00-\u0e7f"
    "\u1100-\u11ff\u3005-\u3007\u3021-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uffdc"
    "\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[^\W{_UNSPACED}]+|(?=\w)[{_UNSPACED}]")


class Token(NamedTuple):
    """A token and where it stands in its text."""

    text: str
    start: int
    end: int


class Score(NamedTuple):
    """One page under one system. A measure is None where the page does not count for it.

    That is `precision` where nothing was kept (the benchmark leaves such pages out of its mean), `recall` where the gold
    is empty, `caught` and `lost` where the input has nothing to catch or to lose, `title` where none is looked for.
    """

    precision: float | None
    recall: float | None
    exact: bool
    caught: float | None = None
    lost: float | None = None
    title: bool | None = None


class Captions(NamedTuple):
    """Captions of one page: how many match, how many were found, how many are in the gold."""

    matched: int
    found: int
    gold: int


class Snippets(NamedTuple):
    """Snippets of one page: wanted ones that were found, unwanted ones that were, and wanted ones that were not."""

    hit: int
    wrong: int
    missed: int


def tokens(text: str) -> list[str]:
    r"""Return the runs of `\w` in `text`; in Japanese, Chinese, Korean and Thai each character is one.

    >>> tokens("It's 東京, OK")
    ['It', 's', '東', '京', 'OK']
    """
    return _TOKEN.findall(text)


def token_spans(text: str) -> list[Token]:
    """Return the tokens of `text` with their offsets."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def runs(words: Sequence[str]) -> Iterator[Shingle]:
    """Yield the runs of four of `words` in order; fewer than four words are one run, none are none."""
    if 0 < len(words) < SHINGLE:
        return iter((tuple(words),))
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def shingles(text: str) -> Shingles:
    """Return the multiset of four-token runs of `text`.

    >>> shingles("one two")
    Counter({('one', 'two'): 1})
    """
    return Counter(runs(tokens(text)))


def score(gold: Shingles, result: Shingles, source: Shingles | None = None) -> Score:
    """Return the score of a `result` against the `gold` body, and against the `source` it was made from if there is one."""
    hit = (gold & result).total()
    extra, missed = result.total() - hit, gold.total() - hit
    caught = lost = None
    if source is not None:
        caught, lost = _caught(gold, result, source), _lost(gold, result, source)
    return Score(_share(hit, extra, missed), _share(hit, missed, extra), extra == missed == 0, caught, lost)


def _share(hit: int, wrong: int, other: int) -> float | None:
    """Return hit / (hit + wrong); 1 where nothing is wrong on either side, None where it is a share of nothing."""
    if wrong == other == 0:
        return 1.0
    return hit / (hit + wrong) if hit + wrong else None


def _caught(gold: Shingles, result: Shingles, source: Shingles) -> float | None:
    """Return the share of the source's shingles beyond gold that are gone; of a text kept once too often one is too many."""
    chrome = source - gold
    if not chrome:
        return None
    return 1 - (chrome & (result - gold)).total() / chrome.total()


def _lost(gold: Shingles, result: Shingles, source: Shingles) -> float | None:
    """Return the share of the source's gold shingles that are gone."""
    prose = source & gold
    if not prose:
        return None
    return 1 - (prose & result).total() / prose.total()


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def page_f1(score: Score) -> float:
    """Return the F1 of one page, 0 where nothing was kept."""
    return f1(score.precision or 0.0, score.recall or 0.0)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are there, None if none is."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


def overall(scores: Sequence[Score]) -> dict[str, float | None]:
    """Return the measures over pages: F1 is that of mean precision and mean recall, the rest are means.

    The means are over the pages that count for the measure, as in the benchmark; without any, the measure is None.
    """
    precision = mean(each.precision for each in scores)
    recall = mean(each.recall for each in scores)
    return {
        "F1": f1(precision or 0.0, recall or 0.0) if scores else None,
        "P": precision,
        "R": recall,
        "exact": mean(each.exact for each in scores),
        "caught": mean(each.caught for each in scores),
        "lost": mean(each.lost for each in scores),
        "title": mean(each.title for each in scores),
    }


def same_title(title: str | None, gold: str | None) -> bool:
    """Return whether two titles have the same tokens once in lower case."""
    return tokens((title or "").lower()) == tokens((gold or "").lower())


def match_captions(found: Sequence[str], gold: Sequence[str]) -> Captions:
    """Return how many captions match one to one: pairs are taken best first, down to a bag-of-words F1 of 0.8."""
    ours = [Counter(tokens(text)) for text in found]
    theirs = [Counter(tokens(text)) for text in gold]
    pairs = [(_bag_f1(one, other), -i, -j) for i, one in enumerate(ours) for j, other in enumerate(theirs)]
    taken: set[tuple[str, int]] = set()
    matched = 0
    for value, i, j in sorted(pairs, reverse=True):
        if value < CAPTION_F1:
            break
        if not taken & {("found", i), ("gold", j)}:
            taken |= {("found", i), ("gold", j)}
            matched += 1
    return Captions(matched, len(found), len(gold))


def _bag_f1(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 of two bags of words, 0 if both are empty."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def caption_in_body(body: str, gold: str, captions: Iterable[str]) -> bool:
    r"""Return whether one of the page's captions stands as a paragraph in `body` and not in the `gold` body.

    >>> caption_in_body("A fine day.\n\nThe quay at dawn, seen from above", "A fine day.", ["The quay at dawn seen from above"])
    True
    """
    ours, theirs = ([Counter(tokens(line)) for line in text.splitlines()] for text in (body, gold))
    wanted = [words for caption in captions if (words := Counter(tokens(caption))).total() >= CAPTION_WORDS]
    return any(_has(ours, words) and not _has(theirs, words) for words in wanted)


def _has(paragraphs: Iterable[Counter[str]], words: Counter[str]) -> bool:
    return any(_bag_f1(paragraph, words) >= CAPTION_F1 for paragraph in paragraphs)


def captions_f1(pages: Iterable[Captions]) -> float | None:
    """Return the F1 over all captions of all pages, None if no page has any."""
    counted = list(pages)
    size = sum(page.found + page.gold for page in counted)
    return 2 * sum(page.matched for page in counted) / size if size else None


def find_snippets(text: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Snippets:
    """Return how many snippets stand in `text`; white space is folded on both sides, nothing else is.

    >>> find_snippets("a  b c", ["a b", "x"], ["c"])
    Snippets(hit=1, wrong=1, missed=1)
    """
    folded = _folded(text)
    found = [_folded(snippet) in folded for snippet in wanted]
    return Snippets(sum(found), sum(_folded(snippet) in folded for snippet in unwanted), len(found) - sum(found))


def _folded(text: str) -> str:
    return " ".join(text.split())


def snippets_overall(pages: Iterable[Snippets]) -> dict[str, float | None]:
    """Return precision, recall and F1 over all snippets of all pages, None for a share of nothing."""
    counted = list(pages)
    hit, wrong, missed = (sum(each[i] for each in counted) for i in range(3))
    size = 2 * hit + wrong + missed
    return {
        "F1": 2 * hit / size if size else None,
        "P": hit / (hit + wrong) if hit + wrong else None,
        "R": hit / (hit + missed) if hit + missed else None,
    }


def gone(text: str, kept: str) -> tuple[int, int]:
    """Return how many tokens of `text` are not in `kept`, as multisets, and how many tokens it has: the harm done."""
    words = Counter(tokens(text))
    return (words - Counter(tokens(kept))).total(), words.total()
