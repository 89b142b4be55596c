"""The headline of a whole page that is plain text: the lines that may be it, what is known of each, and the choice.

The forests of the two looks say how like a headline each line is. What they do not see is how the likely ones compare: that one
says what another says, too, that the first line of the text (a page's `<title>`, in what `get_text` makes of it) opens with it,
that it has the name of a site behind a bar. So the likeliest lines, and what is left of them without a site's name or a
section's, stand against each other: a linear model of their signs, a softmax over the candidates of the page. `make train`
fits it; by folds of sites on training pages it finds 77 % of the headlines, the forests alone 72 %.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner.document import Label, Mark
from cleaner.titles import MOST_WORDS, has_bar, has_dash, pieces, shared, words
from cleaner.trie import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block
    from cleaner.model.context_features import Owner
    from cleaner.titles import Words

MOST = 12  # lines looked at: the likeliest by the first look, and the first line of all
LIKELY, SHORT_WORD = 0.6, 3  # probability of a line that is likely story; letters of a word that says nothing
FRAME, FRAME_LABELS = 4, (Label.BYLINE, Label.DATE)  # lines below a headline in which its byline or date stands
LEAST = 0.3  # probability of a headline; three of four are right among those that have it
SIGNS = (
    *("likely", "likely_cut", "lead", "cut", "cut_before", "bar", "dash", "colon", "bullet", "painted"),
    *("after", "frame_below", "like", "first_opens", "first", "story"),
)


class Candidate(NamedTuple):
    """What may be the headline: the row of its line, where in the line it stands, and its words in small letters."""

    row: int
    start: int
    end: int
    words: Words


class Looks(NamedTuple):
    """What is known of a page's lines: the lines, their scores at the first look by head, and the filters' paint.

    `again` gives for some rows the second look's scores of headline.
    """

    blocks: Sequence[Block]
    first: Mapping[str, NDArray[Any]]
    owners: Sequence[Owner]
    again: Callable[[list[int]], NDArray[Any]]


def lines(blocks: Sequence[Block], scores: Mapping[str, NDArray[Any]]) -> list[int]:
    """Return the lines that may hold the headline by the first look's scores: the likeliest, and the first of all."""
    likeliest = np.argsort(-scores["title"], kind="stable")[: 2 * MOST].tolist()
    rows = [row for row in likeliest if blocks[row].words <= MOST_WORDS][:MOST]
    return sorted({0, *rows} if blocks[0].words <= MOST_WORDS else rows)


def candidates(looks: Looks) -> list[Candidate]:
    """Return the candidates in the order of the page: the likeliest lines, and parts of them at whose edge a sign stands."""
    found = []
    for row in lines(looks.blocks, looks.first):
        known: set[Words] = set()
        text = looks.blocks[row].text
        for start, end in pieces(text):
            own = words(text[start:end])
            if own and own not in known:
                known.add(own)
                found.append(Candidate(row, start, end, own))
    return found


def signs(looks: Looks, found: Sequence[Candidate]) -> NDArray[Any]:
    """Return what is known of each candidate (one at least): an array of shape (candidates, SIGNS)."""
    body, title = looks.first["body"], looks.first["title"]
    likely = np.flatnonzero(body > LIKELY).tolist()
    opens = likely[0] if likely else int(body.argmax())
    long = [_long(looks.blocks[one.row].text[one.start : one.end]) for one in found]
    story = set(chain.from_iterable(long)).intersection(fold("\n".join([looks.blocks[row].text for row in likely])).split())
    framed = {row - up for row, owner in enumerate(looks.owners) if _label(owner) in FRAME_LABELS for up in range(1, FRAME + 1)}
    *_, second, best = np.sort(title, axis=None).tolist() if len(title) > 1 else (0.0, float(title[0]))
    whole = {one.row: one.words for one in reversed(found)}  # the first of a line's candidates is all of it
    sets = {row: frozenset(own) for row, own in whole.items()}
    odds = {row: _odds(score) for row, score in zip(whole, looks.again(list(whole)).tolist(), strict=True)}
    table = []
    for one, content in zip(found, long, strict=True):
        block, score = looks.blocks[one.row], float(title[one.row])
        piece = block.text[one.start : one.end]
        cut = len(whole[one.row]) - len(one.words)
        own = frozenset(one.words)
        others = [sets[row] for row, said in whole.items() if row != one.row and said != one.words]
        table.append(
            (
                *(odds[one.row], odds[one.row] * (cut > 0), score - (second if score == best else best)),
                *(math.log1p(cut), one.start > 0, has_bar(piece), has_dash(piece), piece.endswith((":", "：")), block.bullet),
                *(_label(looks.owners[one.row]) is Label.BOILERPLATE, one.row > opens, one.row in framed),
                max((shared(own, other) for other in others), default=0.0),
                one.row > 0 and whole.get(0, ())[: len(one.words)] == one.words,
                one.row == 0,
                sum(word in story for word in content) / (len(content) or 1),
            )
        )
    return np.array(table, np.float64)


def _label(owner: Owner) -> Label | None:
    return None if owner[0] is None else owner[0][1]


def _odds(score: float) -> float:
    """Return the logarithm of the odds, within reason."""
    return math.log((score + 1e-3) / (1 - score + 1e-3))


def _long(text: str) -> list[str]:
    return [word for word in fold(text).split() if len(word) > SHORT_WORD]


def choose(looks: Looks, weights: NDArray[Any]) -> tuple[Candidate, float] | None:
    """Return the likeliest headline and its probability among the candidates; None where there are none."""
    found = candidates(looks)
    if not found:
        return None
    rated = signs(looks, found) @ weights
    chances = np.exp(rated - rated.max())
    best = int(chances.argmax())
    return found[best], float(chances[best] / chances.sum())


def marks(looks: Looks, weights: NDArray[Any]) -> dict[int, list[Mark]]:
    """Return the marks by which the headline goes where it should, by row: nothing where a filter found the same, or in doubt."""
    choice = choose(looks, weights)
    if choice is None or choice[1] < LEAST:
        return {}
    one, chance = choice
    text = looks.blocks[one.row].text
    found = [row for row, owner in enumerate(looks.owners) if _label(owner) is Label.TITLE]
    if one.row in found and one.end - one.start == len(text):
        return {}
    why = f"the likeliest headline, with a probability of {chance:.2f}"
    made = {row: list(looks.blocks[row].marks(Label.BOILERPLATE, "another line is likelier the headline")) for row in found}
    made[one.row] = list(looks.blocks[one.row].marks(Label.TITLE, why, one.start, one.end))
    for start, end in ((0, one.start), (one.end, len(text))):
        if start < end:
            made[one.row] += looks.blocks[one.row].marks(Label.BOILERPLATE, "beside the headline", start, end)
    return made
