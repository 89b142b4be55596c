"""How the labeller comes to its verdicts: two looks at a page, and a word on what weighed most.

The first look sees the page as it was read. Three forests give each block a probability of being body, caption and deck.
The second look sees, beside the same numbers, the first scores of a block's surroundings and what the filters have painted,
and decides what is body. Of what is not, a forest for each says whether it is a caption or a deck: on HTML by the first look,
in plain text by the second, which also finds the headline there.

What an extractor has left of a page is nearly all story. There the rules are enough: the labeller keeps out, or takes no more
than what is very unlikely where short lines at the edges look like what is left of menus.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner import resources
from cleaner.document import Label
from cleaner.model import headlines
from cleaner.model.classes import ClassScores
from cleaner.model.context_features import painted
from cleaner.model.features import asked, first_look, first_text_look, second_look, visible, visible_blocks
from cleaner.model.headlines import Looks
from cleaner.model.quality import plain_quality, quality
from cleaner.model.trees import Trees
from cleaner.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block, Document, Mark
    from cleaner.model.context_features import Owner
    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table

BODY, BODY_NEWS = 0.5, 0.55  # least probability of body; on pages that call themselves news the gold leaves more out
BODY_WHOLE = 0.45  # the same in the text of a whole page
#: A whole page opens with its menus and ends with its footer, an extractor's text with the story. Of the first and the last
#: EDGE lines of a whole page at least a share MENU_LINES have as few words as items of menus (98 % of the training pages' whole
#: texts are so, and 26 % of what extractors left of them), and on a closer look UNLIKELY_LINES are unlikely, and UNLIKELY_EDGE at
#: either edge (96 %, 3 %). Stories that end in a list or a table have one such edge, and texts with a menu left have one too.
FEWEST_LINES, EDGE, MENU_WORDS, MENU_LINES = 25, 10, 4, 0.2
UNLIKELY = 0.2  # probability of body of an unlikely line
UNLIKELY_LINES, UNLIKELY_EDGE = 0.5, 0.2  # the least share of those at both edges together, and at either
BODY_LIGHT = 0.08  # least probability of body in a text with short lines at its edges that is no whole page
BACK_HTML, BACK_TEXT = 0.5, 0.9  # probability of body at which a block comes back that a filter took
# The filters that are overruled: on training pages, what others took of blocks that scored as body was hardly ever body.
DOUBTFUL = frozenset(("related_block", "related_link", "note"))
LIKE_WORDS, MOST_LIKE = 6, 3  # by which lines are told shorter from longer, and the number of steps
STAYS = 0.5  # share of the likeliest line's score from which on lines stay where none is likely enough
NEVER = 2.0
ODDS = 3.0  # powers of e between the odds in the middle and at either end of strictness
CAPTION, DECK = 0.15, 0.5  # least probability of a caption, of a deck, of a block that is no body
DECK_NEWS = 0.7  # least probability of a deck that overrules body, on pages that call themselves news: there decks are no body
DECK_BACK = 0.8  # least probability of body that overrules a filter's deck, on pages that do not
_SUFFIX = re.compile("[@~^]")  # of a neighbour's, a window's or a container's feature
_ASIDES = (Label.CAPTION, Label.DECK, Label.BOILERPLATE)
HEADS = ("body", "caption", "deck", "title")


class FirstLook(NamedTuple):
    """The visible blocks of a document, the numbers of the first look, the page's tree (HTML only), and its scores by head.

    Until the second look these are body's alone.
    """

    blocks: tuple[Block, ...]
    table: Table
    tree: Tree | None
    scores: dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Model:
    """The weights for one kind of source: what makes the first table, the heads of both looks, body's again, the quality.

    `headline` weighs the signs of a text's headline; HTML's titles are chosen before.
    """

    table: Callable[[Document], tuple[Table, Tree | None]]
    heads: dict[str, Trees]
    later: dict[str, Trees]
    again: Trees
    quality: Trees
    headline: NDArray[Any] | None


class Heads(NamedTuple):
    """What the heads beside body say at the second look: by a forest of their own, or as they did at the first.

    `table` is that of the second look, and `rows` are those that it has of the page, in order.
    """

    first: FirstLook
    weights: Model
    table: Table
    rows: list[int]

    def __call__(self, head: str, rows: list[int]) -> NDArray[Any]:
        """Return the probabilities of some rows."""
        forest = self.weights.later.get(head)
        return self.first.scores[head].take(rows) if forest is None else forest.scores(self.features(forest, rows))

    def features(self, forest: Trees, rows: list[int]) -> NDArray[Any]:
        """Return what the forest asks about some rows."""
        values = self.table.features(forest.names)
        return values if rows == self.rows else values.take(np.searchsorted(self.rows, rows), axis=1)


@cache
def model(kind: str) -> Model:
    """Return the weights for "html" or "text", read once."""
    arrays = resources.weights(kind)
    heads = {head: Trees.of(arrays, head) for head in HEADS if f"{head}.bias" in arrays}
    later = {head: Trees.of(arrays, f"again.{head}") for head in HEADS if f"again.{head}.bias" in arrays}
    again, sure = (Trees.of(arrays, name) for name in ("again", "quality"))
    wanted = asked((again, *heads.values(), *later.values()), text=kind == "text")
    heads, later = ({head: forest.over(wanted) for head, forest in forests.items()} for forests in (heads, later))
    return Model(_first_table(arrays, wanted, kind), heads, later, again.over(wanted), sure, arrays.get("headline"))


def _first_table(
    arrays: Mapping[str, NDArray[Any]], wanted: tuple[str, ...], kind: str
) -> Callable[[Document], tuple[Table, Tree | None]]:
    """Return what makes the first table of a document."""
    if kind == "text":
        vocabulary = Vocabulary.of(arrays)
        return lambda doc: (first_text_look(doc, vocabulary, wanted), None)
    everywhere, parts = (
        ClassScores(arrays[f"{name}.weights"].astype(np.float32), float(arrays[f"{name}.bias"]))
        for name in ("everywhere", "parts")
    )
    return lambda doc: first_look(doc, everywhere, parts, wanted)


def kind_of(doc: Document) -> str:
    """Return which model is for the document."""
    return "html" if doc.elements else "text"


def look(doc: Document) -> FirstLook | None:
    """Return the first look at a document, whatever filters have painted; None where there is nothing to see, or to settle."""
    return doc.fact("first look", _look)


def _look(doc: Document) -> FirstLook | None:
    blocks = visible_blocks(doc)
    if not blocks or not (doc.elements or _has_menus(blocks)):
        return None
    weights = model(kind_of(doc))
    table, tree = weights.table(visible(doc))
    return FirstLook(blocks, table, tree, {"body": weights.heads["body"].probabilities(table)})


def _by_all_heads(first: FirstLook, weights: Model) -> FirstLook:
    """Return the first look with the scores of all heads: the second look alone asks for those beside body's."""
    others = {head: forest.probabilities(first.table) for head, forest in weights.heads.items() if head not in first.scores}
    return first._replace(scores=first.scores | others)


def body_scores(doc: Document) -> Mapping[int, float]:
    """Return the first look's probability of body for each visible block, by the block's index."""
    return doc.fact("body scores", _body_scores)


def _body_scores(doc: Document) -> Mapping[int, float]:
    first = look(doc)
    return {} if first is None else dict(zip((block.index for block in first.blocks), first.scores["body"].tolist(), strict=True))


def _has_menus(blocks: Sequence[Block]) -> bool:
    """Tell whether a plain text has lines enough, and short ones enough at its edges, to be a whole page."""
    if len(blocks) < FEWEST_LINES:
        return False
    short = sum(block.words <= MENU_WORDS and not block.ends for block in (*blocks[:EDGE], *blocks[-EDGE:]))
    return short >= MENU_LINES * 2 * EDGE


def is_whole(doc: Document) -> bool:
    """Tell whether the document is a whole page, menus and all: HTML always, plain text when both its edges are unlikely."""
    first = look(doc)
    if first is None or doc.elements:
        return first is not None
    unlikely = first.scores["body"] < UNLIKELY
    edges = float(unlikely[:EDGE].mean()), float(unlikely[-EDGE:].mean())
    return sum(edges) >= 2 * UNLIKELY_LINES and min(edges) >= UNLIKELY_EDGE


def _middle(doc: Document, first: FirstLook) -> float:
    """Return the probability that a block needs to be body at a strictness in the middle."""
    if doc.elements:
        return BODY_NEWS if first.table["page_news"][0] else BODY
    return BODY_WHOLE if is_whole(doc) else BODY_LIGHT


def least(middle: float, strictness: float) -> float:
    """Return the probability that a block needs to be body: `middle` at a strictness of 0.5, odds e**3 apart at 0 and 1."""
    return 1 / (1 + (1 - middle) / middle * math.exp(-2 * ODDS * (strictness - 0.5)))


def verdicts(doc: Document, strictness: float) -> Iterator[Mark]:
    """Yield marks for the visible blocks on which the second look and the filters differ: the label that it gives them, and why.

    A block that no filter has taken leaves the body when its score is too low; one that a filter took by mistake comes
    back when its score is high. Captions and decks go where their heads say, a text's headline where `headlines` says.
    """
    first = look(doc)
    if first is None:
        return
    paint = painted(first.blocks, doc.marks)
    left = {block.index for block in doc.open}
    opened = {i for i, (owner, _) in enumerate(paint) if owner is None and first.blocks[i].index in left}
    returns = _returns(doc, [owner for owner, _ in paint], news=_is_news(doc, first))
    if not is_whole(doc) and not any(first.scores["body"][i] < UNLIKELY for i in opened):
        return  # in what an extractor left only the very unlikely leaves
    doubtful = sorted(opened | returns.keys())
    if doc.elements and not doubtful:
        return
    weights = model(kind_of(doc))
    first = _by_all_heads(first, weights)
    # In what an extractor left the rules know the headline better.
    lines = headlines.lines(first.blocks, first.scores) if weights.headline is not None and is_whole(doc) else []
    rows = sorted({*doubtful, *lines})
    heads = Heads(first, weights, second_look((first.table, first.tree), visible(doc), first.scores, paint, rows), rows)
    title = _headline(heads, paint) if lines else {}
    for marks in title.values():
        yield from marks
    yield from _differences(doc, heads, [i for i in doubtful if i not in title], returns, strictness)


def _differences(doc: Document, heads: Heads, rows: list[int], returns: Mapping[int, float], strictness: float) -> Iterator[Mark]:
    """Yield marks for those of `rows` on which the second look and the filters differ; the filters took those of `returns`."""
    if not rows:
        return
    first, again = heads.first, heads.weights.again
    values = heads.features(again, rows)
    scores = again.scores(values)
    if not doc.elements:
        scores = alike(first.blocks, rows, scores)
    opened = {i: score for i, score in zip(rows, scores.tolist(), strict=True) if i not in returns}
    needed = least(_middle(doc, first), strictness)
    bars = _bars(doc, heads, opened, needed) | {i: max(bar, needed) for i, bar in returns.items()}
    stays = (scores >= np.array([bars[i] for i in rows], scores.dtype)).tolist()
    differs = [at for at, i in enumerate(rows) if stays[at] == (i in returns)]
    if not differs:
        return
    left = {block.index: block for block in doc.open}
    asides = _asides(heads, [rows[at] for at in differs], captions=not doc.elements)
    for at, aside, moved in zip(differs, asides, again.reasons(values[:, differs]), strict=True):
        block = left.get(first.blocks[rows[at]].index, first.blocks[rows[at]])
        yield from block.marks(aside if rows[at] in opened else Label.BODY, _said(float(scores[at]), moved))


def _headline(heads: Heads, paint: Sequence[Owner]) -> dict[int, list[Mark]]:
    """Return the marks of a text's headline, by row."""
    if heads.weights.headline is None:
        return {}
    looks = Looks(heads.first.blocks, heads.first.scores, paint, lambda rows: heads("title", rows))
    return headlines.marks(looks, heads.weights.headline)


def _bars(doc: Document, heads: Heads, scores: Mapping[int, float], needed: float) -> dict[int, float]:
    """Return the score that each open row of `scores` needs to stay: `needed`, as a rule."""
    best = max(scores.values(), default=1.0)
    if not doc.elements and best < needed:  # a text is hardly all chrome: its likeliest lines stay
        needed = best * STAYS
    if not _is_news(doc, heads.first):
        return dict.fromkeys(scores, needed)
    decks = (heads("deck", list(scores)) >= DECK_NEWS).tolist()
    return {i: NEVER if deck else needed for i, deck in zip(scores, decks, strict=True)}


def alike(blocks: Sequence[Block], rows: Sequence[int], scores: NDArray[Any]) -> NDArray[Any]:
    """Return the scores of some rows, runs of like lines having their mean: a list or a table stays whole or leaves whole.

    Lines are alike that have the same indent and are items of a list, or end alike and are about as long.
    """
    shapes = [
        (block.indent, 0 if block.bullet else (block.ends, min(block.words // LIKE_WORDS, MOST_LIKE)))
        for block in (blocks[i] for i in rows)
    ]
    opens = [at for at, i in enumerate(rows) if not at or i != rows[at - 1] + 1 or shapes[at] != shapes[at - 1]]
    lengths = np.array([len(blocks[i].text) for i in rows], np.float32)
    means = np.add.reduceat(scores * lengths, opens) / np.add.reduceat(lengths, opens)
    return np.repeat(means, np.diff([*opens, len(rows)]))


def _returns(doc: Document, owners: list[tuple[str, Label] | None], *, news: bool) -> dict[int, float]:
    """Return the rows whose filter the second look may overrule, and the score at which it does."""
    bars = ((i, NEVER if owner is None else _bar(doc, owner, news=news)) for i, owner in enumerate(owners))
    return {i: bar for i, bar in bars if bar < NEVER}


def _is_news(doc: Document, first: FirstLook) -> bool:
    """Tell whether the page calls itself news."""
    return bool(doc.elements) and bool(first.table["page_news"][0])


def _bar(doc: Document, owner: tuple[str, Label], *, news: bool) -> float:
    """Return the score at which the second look overrules a filter's mark; beyond 1 where it never does."""
    name, label = owner
    if name in DOUBTFUL:
        return BACK_HTML if doc.elements else BACK_TEXT
    return DECK_BACK if label is Label.DECK and doc.elements and not news else NEVER


def _asides(heads: Heads, rows: list[int], *, captions: bool) -> list[Label]:
    """Return where the blocks of some rows go if they are no body; captions of HTML have been found by their pictures."""
    caption, deck = heads("caption", rows), heads("deck", rows)
    shown = (caption >= CAPTION) & (caption >= deck) & captions
    kinds = np.where(shown, 0, np.where(deck >= DECK, 1, 2))
    return [_ASIDES[kind] for kind in kinds.tolist()]


def _said(score: float, moved: list[tuple[str, float]]) -> str:
    """Return the reason of a mark: the score, and the features that weighed most."""
    return f"body with a probability of {score:.2f}: " + ", ".join(
        f"{'+' if by > 0 else '-'} {_word(name)}" for name, by in moved
    )


@cache
def _words() -> dict[str, str]:
    return {name: words for names, words in json.loads(resources.feature_words()).items() for name in names.split(" | ")}


@cache
def _word(name: str) -> str:
    """Return what a feature is called in a reason: its own words, else those of its base."""
    words = _words()
    base = _SUFFIX.split(name, maxsplit=1)[0]
    around = " nearby" if "@" in name or "~" in name else " around it" if "^" in name else ""
    return words.get(name) or (words.get(base, base) + around)


def kept_blocks(doc: Document) -> set[int]:
    """Return the indexes of the visible blocks that are body by the document's marks, wholly or for the most part."""
    blocks = visible_blocks(doc)
    owners = painted(blocks, doc.marks)
    return {block.index for block, (owner, _) in zip(blocks, owners, strict=True) if owner is None or owner[1] is Label.BODY}


def quality_of(doc: Document, kept: set[int] | None = None) -> float:
    """Return how sure one may be that the blocks `kept` (by default those that are body) are an article, and right: 0 to 1."""
    if kept is not None:
        return _quality(doc, kept)
    known = doc.memo.get("quality")  # with the marks that it is of: both the second opinion and the article ask for it
    if known is None or known[0] is not doc.marks:
        known = doc.memo["quality"] = doc.marks, _quality(doc, kept_blocks(doc))
    return float(known[1])


def _quality(doc: Document, kept: set[int]) -> float:
    first = look(doc)
    if first is None or not is_whole(doc):
        return plain_quality([block for block in doc.blocks if block.index in kept])
    flags = np.array([block.index in kept for block in first.blocks])
    return quality(model(kind_of(doc)).quality, first.table, first.scores["body"], flags)
