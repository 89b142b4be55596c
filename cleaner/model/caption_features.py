"""What tells a caption: the picture it stands with, what the picture says of itself, and where in the page both are.

Only blocks that may be captions get numbers, some twenty of a page's hundreds. A block may be a caption if it stands near
the story and a picture stands with it: in its figure, in a small container of the two, or beside it and saying the same.
"""

from __future__ import annotations

import math
import re
from bisect import bisect
from collections import Counter
from functools import cache
from itertools import accumulate, compress, islice
from typing import TYPE_CHECKING

import numpy as np

from cleaner import picture_credits
from cleaner.document import words_of
from cleaner.model.caption_words import signs
from cleaner.model.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.document import Block, Document, Element

PICTURES = frozenset("img picture video amp-img iframe object embed".split())
LONGEST = 130  # words
REACH = 6  # elements from a block up in which a picture, or a word on it, says something
_UP = (*range(1, REACH + 1), REACH)  # a distance, seen from one element further in
NEAR_ABOVE, NEAR_BELOW = 20, 8  # kinds of blocks above and below the story among which captions are looked for
SMALL = 6  # blocks in a container of a picture and its texts
SURE, SURE_WORDS = 0.5, 8  # a block of the story for certain: score and words
CORE = 0.85  # share of the story in its container
ALIKE = 0.5  # of two bags of words that may say the same
SHORTEST_ALT = 6  # characters
LONGEST_CREDIT = 15  # words

_HOLDERS = frozenset(("figure", "figcaption"))

_STOP = re.compile(r"[.!?] ")


def bag(text: str) -> frozenset[str]:
    """Return the words of `text`, each once, in small letters; characters where words are not written apart."""
    return frozenset(words_of(text.casefold()))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two bags of words have in common, between 0 and 1 (their Dice coefficient)."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def told_captions(value: object) -> Iterator[str]:
    """Yield the captions that the page's JSON-LD gives to pictures."""
    if isinstance(value, list):
        for each in value:
            yield from told_captions(each)
    elif isinstance(value, dict):
        if "Image" in str(value.get("@type")):
            yield from (text for key in ("caption", "description") if isinstance(text := value.get(key), str))
        for each in value.values():
            if isinstance(each, (dict, list)):
                yield from told_captions(each)


def is_credit(block: Block) -> bool:
    """Tell whether a block that stands with a picture says whose it is, and nothing else."""
    if block.words > LONGEST_CREDIT:
        return False
    if block.element is None:
        return picture_credits.is_alone(block.text)
    element, parent = block.element, block.element.parent
    if element.tag == "cite" or (element.tag not in _HOLDERS and signs(element.names).credit):
        return True
    if parent is not None and element.tag not in _HOLDERS and parent.tag not in _HOLDERS and signs(parent.names).credit:
        return True
    return picture_credits.is_alone(block.text)


class Candidates:
    """The blocks of a page that may be captions, the table of what tells, and the pictures' credits."""

    def __init__(self, doc: Document, scores: Mapping[int, float]) -> None:
        """Look for candidates in `doc`; `scores` are the blocks' probabilities to be body, by index, 0 where there is none."""
        self.blocks: list[Block] = []
        self.credits: list[Block] = []  # what stands with a picture and is its credit
        self.reach: tuple[int, int] | None = None  # offsets between which a caption may stand
        self._scores = [scores.get(block.index, 0.0) for block in doc.blocks]
        sure = [i for i, block in enumerate(doc.blocks) if self._scores[i] >= SURE and block.words >= SURE_WORDS]
        self.rows: list[dict[str, float]] = []
        if not sure or not doc.elements:
            return
        self._doc = doc
        self._first, self._last = sure[0], sure[-1]
        self._count()
        self._read_head()
        self._far = self._distances()
        self.reach = doc.blocks[min(self._far)].start, doc.blocks[max(self._far)].end
        for i in sorted(self._far):
            self._look(doc.blocks[i])
        self._compare()
        del self._doc  # it remembers its candidates: a circle would keep a page in memory until the next collection

    def table(self, names: Sequence[str] | None = None) -> Table:
        """Return the numbers, a row for each of `blocks` (one at least)."""
        table = Table(len(self.rows))
        names = names or tuple(self.rows[0])
        for name, column in zip(names, np.array([[row[name] for row in self.rows] for name in names], np.float32), strict=True):
            table.add(name, column)
        return table

    def _count(self) -> None:
        """Sum pictures, blocks, words and story over the elements, so that what one holds is a difference."""
        doc, size = self._doc, len(self._doc.elements)
        blocks, words, story = [0] * size, [0] * size, [0.0] * size
        for block, score in zip(doc.blocks, self._scores, strict=True):
            element, own = block.element, block.words
            at = element.index if element else 0
            blocks[at] += 1
            words[at] += own
            if score:
                story[at] += score * own
        shows = [element.tag in PICTURES for element in doc.elements]
        self._pictures = list(compress(doc.elements, shows))
        self._places = [element.index for element in self._pictures]
        self._n_pictures = [0, *accumulate(shows)]
        self._n_blocks, self._n_words, sums = [0, *accumulate(blocks)], [0, *accumulate(words)], [0.0, *accumulate(story)]
        core = doc.elements[0]
        while (below := self._largest(core, sums)) is not None:
            core = below
        self._core = core
        self._others: dict[int, int] = {}
        self._ways: dict[int, tuple[int, int, int]] = {}
        self._alts: dict[int, frozenset[str]] = {}
        self._besides: dict[int, bool] = {}

    def _largest(self, element: Element, sums: list[float]) -> Element | None:
        """Return the child of `element` that holds most of the story, if one does."""
        at = element.index + 1
        while at < element.last:
            child = self._doc.elements[at]
            if sums[child.last] - sums[at] >= CORE * sums[-1]:
                return child
            at = child.last
        return None

    def _read_head(self) -> None:
        """Take from the page's head what it says of its pictures and its headline."""
        hints = self._doc.hints
        said = [*told_captions(hints.get("ld", [])), *(hints.get(kind, {}).get("image:alt", "") for kind in ("og", "twitter"))]
        self._told = [bag(text) for text in said if len(text) >= SHORTEST_ALT]
        self._told_words = frozenset[str]().union(*self._told)
        self._title = bag(str(hints.get("og", {}).get("title") or hints.get("title") or ""))
        above = (block for block in self._doc.blocks[: self._first + 1] if is_heading(block))
        heads = [block.index for block in above if block.tag == "h1" or overlap(bag(block.text), self._title) > 0.7]
        self._headline = heads[-1] if heads else None

    def _distances(self) -> dict[int, int]:
        """Return the blocks in reach of the story, and how many kinds of blocks stand between: 20 slides are of one kind."""
        found = dict.fromkeys(range(self._first, self._last + 1), 0)
        for places, most in (
            (range(self._first - 1, -1, -1), NEAR_ABOVE),
            (range(self._last + 1, len(self._doc.blocks)), NEAR_BELOW),
        ):
            kinds: set[tuple[str, str, str]] = set()
            for i in places:
                found[i] = len(kinds)
                kinds.add(_kind(self._doc.blocks[i]))
                if len(kinds) > most:
                    break
        return found

    def _look(self, block: Block) -> None:
        """Take in a block if it may be a caption."""
        element = block.element
        if element is None or block.words > LONGEST or len(block.text) < 3 or 2 * block.link_chars > len(block.text):
            return
        level, figure, named = self._ways.get(element.index) or self._around(element)
        named = named if named < 4 else 5
        if block.inline and signs(block.inline).caption:
            named = 0
        in_figure = figure < REACH and "blockquote" not in element.context
        captioned = "figcaption" in element.context or in_figure or named <= 2
        if not captioned and level > 3 and not self._is_beside(element):
            return
        holder = element
        for _ in range(min(level, REACH - 1)):
            holder = holder.parent or holder
        alone = level <= 3 and self._n_blocks[holder.last] - self._n_blocks[holder.index] <= SMALL
        if not captioned and not alone and not self._is_beside(element):
            return
        if captioned and is_credit(block):
            self.credits.append(block)
            return
        said = self._said(block, 0.0 if captioned or alone else ALIKE)
        if said is None:
            return
        self.blocks.append(block)
        self.rows.append(
            {
                **_shape(block),
                "figcaption": "figcaption" in element.context,
                "figure": in_figure,
                "level": level,
                "named": named,
                **self._company(block, element, holder),
                **said,
                **self._place(block),
            }
        )

    def _around(self, element: Element) -> tuple[int, int, int]:
        """Return how far up the nearest element holds a picture, is a figure, says that it is a caption; `REACH` at most."""
        path: list[Element] = []
        at: Element | None = element
        while at is not None and at.index not in self._ways:
            path.append(at)
            at = at.parent
        way = (REACH, REACH, REACH) if at is None else self._ways[at.index]
        pictures = self._n_pictures
        for each in reversed(path):
            level, figure, named = way
            way = self._ways[each.index] = _way(
                _UP[level] if pictures[each.last] == pictures[each.index] else 0,
                0 if each.tag == "figure" else _UP[figure],
                0 if each.names and signs(each.names).caption else _UP[named],
            )
        return way

    def _is_beside(self, element: Element) -> bool:
        """Tell whether a picture stands right above or below."""
        place = element.index
        if place not in self._besides:
            at, blocks = bisect(self._places, place), self._n_blocks
            above, below = self._places[max(at - 1, 0) : at], self._places[at : at + 1]
            self._besides[place] = (bool(above) and blocks[place] - blocks[above[0]] <= 3) or (
                bool(below) and blocks[below[0]] - blocks[place] <= 3
            )
        return self._besides[place]

    def _said(self, block: Block, least: float) -> dict[str, float] | None:
        """Return how much the pictures around, and the page's head, say the same as the block; None for less than `least`."""
        at = bisect(self._places, block.element.index if block.element else 0)
        alts = [said for i in range(max(0, at - 2), min(at + 2, len(self._pictures))) if (said := self._alt(i))]
        if least and not alts and not self._told:
            return None
        words = bag(block.text)
        alt = max([overlap(words, each) for each in alts], default=0.0)
        # What a text shares with all of them at once bounds what it shares with one.
        if alt < least and 2 * len(words & self._told_words) < least * (len(words) + len(words & self._told_words)):
            return None
        told = max([overlap(words, each) for each in self._told], default=0.0)
        title = overlap(words, self._title)
        told = told if title < 0.6 else 0.0
        return {"alt": alt, "told": told, "title": title} if max(alt, told) >= least else None

    def _alt(self, number: int) -> frozenset[str]:
        if number not in self._alts:
            alt = self._pictures[number].alt
            self._alts[number] = bag(alt) if len(alt) >= SHORTEST_ALT else frozenset()
        return self._alts[number]

    def _company(self, block: Block, element: Element, holder: Element) -> dict[str, float]:
        """Return what else stands around the block: `holder` is the smallest element that has a picture too."""
        chain = list(islice(element.lineage(), 5))
        blocks, words = (sums[holder.last] - sums[holder.index] for sums in (self._n_blocks, self._n_words))
        at = bisect(self._places, element.index)
        before = self._places[at - 1] if at else None
        after = self._places[at] if at < len(self._places) else None
        return {
            "other": sum(signs(above.names).other for above in chain[:5]),
            "other_above": self._other_signs(element),
            "picture_signs": sum(signs(above.names).picture for above in chain[:4]),
            "nav": not element.context.isdisjoint(("nav", "footer", "header")),
            "aside": "aside" in element.context,
            "quote": "blockquote" in element.context,
            "item": "li" in element.context,
            "company": math.log1p(blocks),
            "company_words": math.log1p(words),
            "share": block.words / max(words, 1),
            "pictures": min(self._n_pictures[holder.last] - self._n_pictures[holder.index], 5),
            "picture_above": 30 if before is None else min(element.index - before, 30),
            "picture_below": 30 if after is None else min(after - element.index, 30),
            "between": 12 if before is None else min(self._n_blocks[element.index] - self._n_blocks[before], 12),
        }

    def _other_signs(self, element: Element) -> int:
        """Return how many elements around the block say that they are something else."""
        if element.index not in self._others:
            above = self._other_signs(element.parent) if element.parent else 0
            self._others[element.index] = above + signs(element.names).other
        return self._others[element.index]

    def _place(self, block: Block) -> dict[str, float]:
        """Return where the block stands to the story."""
        i, scores = block.index, self._scores
        apart, around = 0, self._core
        while around.parent is not None and block.element is not None and not around.index <= block.element.index < around.last:
            around, apart = around.parent, apart + 1
        return {
            "score": scores[i],
            "score_above": scores[i - 1] if i else 0.0,
            "score_below": scores[i + 1] if i + 1 < len(scores) else 0.0,
            "inside": self._first <= i <= self._last,
            "after": i > self._last,
            "far": min(max(self._first - i, i - self._last, 0), 40),
            "far_kinds": self._far[i],
            "under_headline": 0.5 if self._headline is None else self._headline < i,
            "apart": apart,
        }

    def _compare(self) -> None:
        """Add what others of the same kind have: captions of one page look alike."""
        kinds: dict[tuple[str, str, str], list[dict[str, float]]] = {}
        for block, row in zip(self.blocks, self.rows, strict=True):
            kinds.setdefault(_kind(block), []).append(row)
        same = {kind: _same(rows) for kind, rows in kinds.items()}  # once a kind: a page may have a thousand alike
        texts = Counter(block.text for block in self.blocks)
        for block, row in zip(self.blocks, self.rows, strict=True):
            row["said"] = min(texts[block.text], 3)
            row.update(same[_kind(block)])


def _same(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return what is told of all blocks of one kind."""
    return {
        "alike": math.log(len(rows)),
        "alike_told": max(max(each["alt"], each["told"]) for each in rows),
        "alike_score": sum(each["score"] for each in rows) / len(rows),
        "alike_inside": sum(each["inside"] for each in rows) / len(rows),
    }


@cache
def _way(level: int, figure: int, named: int) -> tuple[int, int, int]:
    """Return the three distances as one tuple for all elements alike: hundreds of them would be dear to collect."""
    return level, figure, named


def _kind(block: Block) -> tuple[str, str, str]:
    element = block.element
    if element is None:
        return "", "", ""
    return element.tag, element.names, element.parent.names if element.parent else ""


def _shape(block: Block) -> dict[str, float]:
    """Return what the text itself says."""
    text = block.text
    return {
        "words": math.log1p(block.words),
        "ends": block.ends,
        "links": block.link_chars / len(text),
        "small": text[0].islower(),
        "digits": sum(map(str.isdigit, text)) / len(text),
        "credit": picture_credits.find(text) is not None,
        "stops": min(len(_STOP.findall(text)), 4),
        "paragraph": block.tag == "p",
        "heading": is_heading(block),
    }


def is_heading(block: Block) -> bool:
    """Tell whether the page has the block as a heading."""
    return len(block.tag) == 2 and block.tag[0] == "h"
