"""How the labeller comes to its verdicts: two looks at a page, and a word on what weighed most.

The first look sees the page as it was read. Three forests give each block a probability of being body, caption and deck.
The second look sees, beside the same numbers, the first scores of a block's surroundings and what the filters have painted,
and decides what is body. Of what is not, the first look says whether it is a caption or a deck.
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
from cleaner.model.classes import ClassScores
from cleaner.model.context_features import painted
from cleaner.model.features import asked, first_look, first_text_look, look_again, visible
from cleaner.model.quality import quality
from cleaner.model.trees import Trees
from cleaner.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from cleaner.document import Block, Document
    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table

BODY, BODY_NEWS = 0.5, 0.55  # least probability of body; on pages that call themselves news the gold leaves more out
BODY_WHOLE = 0.45  # the same in the text of a whole page
BODY_LIGHT = 0.05  # and in what an extractor left: there most is body, and losing it is the greater sin
FEWEST_LINES = 40  # of the text of a whole page; those of the training pages have some 250
UNLIKELY, UNLIKELY_LINES = 0.2, 0.3  # probability of body of an unlikely line, and the least share of those in a whole page
BACK_HTML, BACK_TEXT = 0.5, 0.9  # probability of body at which a block comes back that a filter took
# The filters that are overruled: on training pages, what others took of blocks that scored as body was hardly ever body.
DOUBTFUL = frozenset(("related_block", "related_link", "note"))
STAYS = 0.5  # share of the likeliest line's score from which on lines stay where none is likely enough
NEVER = 2.0
TITLE_ALONE = 0.7  # least probability of a headline where no filter found one: nothing is guessed
TITLE, TITLE_RATIO = 0.2, 3.0  # where one did: the least, and how many times that of the filter's it must be to overrule it
ODDS = 3.0  # powers of e between the odds in the middle and at either end of strictness
ASIDE = 0.5  # least probability of a caption or a deck, of a block that is no body
DECK_NEWS = 0.7  # least probability of a deck that overrules body, on pages that call themselves news: there decks are no body
DECK_BACK = 0.8  # least probability of body that overrules a filter's deck, on pages that do not
_SUFFIX = re.compile("[@~^]")  # of a neighbour's, a window's or a container's feature
HEADS = ("body", "caption", "deck", "title")


class FirstLook(NamedTuple):
    """The visible blocks of a document, the numbers of the first look, the page's tree (HTML only), and its scores by head."""

    blocks: tuple[Block, ...]
    table: Table
    tree: Tree | None
    scores: dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Model:
    """The weights for one kind of source: what makes the first table, the first look's heads, the second look, the quality."""

    table: Callable[[Document], tuple[Table, Tree | None]]
    heads: dict[str, Trees]
    again: Trees
    quality: Trees


@cache
def model(kind: str) -> Model:
    """Return the weights for "html" or "text", read once."""
    arrays = resources.weights(kind)
    heads = {head: Trees.of(arrays, head) for head in HEADS if f"{head}.bias" in arrays}
    again, sure = (Trees.of(arrays, name) for name in ("again", "quality"))
    if kind == "text":
        vocabulary = Vocabulary.of(arrays)
        return Model(lambda doc: (first_text_look(doc, vocabulary), None), heads, again, sure)
    everywhere, parts = (
        ClassScores(arrays[f"{name}.weights"].astype(np.float32), float(arrays[f"{name}.bias"]))
        for name in ("everywhere", "parts")
    )
    wanted = asked((again, *heads.values()))
    over = {head: forest.over(wanted) for head, forest in heads.items()}
    return Model(lambda doc: first_look(doc, everywhere, parts, wanted), over, again.over(wanted), sure)


def kind_of(doc: Document) -> str:
    """Return which model is for the document."""
    return "html" if doc.elements else "text"


def look(doc: Document) -> FirstLook | None:
    """Return the first look at a document, None where there is nothing to see; the same whatever filters have painted."""
    return doc.fact("first look", _look)


def _look(doc: Document) -> FirstLook | None:
    page = visible(doc)
    if not page.blocks:
        return None
    weights = model(kind_of(doc))
    table, tree = weights.table(page)
    return FirstLook(page.blocks, table, tree, {head: forest.probabilities(table) for head, forest in weights.heads.items()})


def body_scores(doc: Document) -> Mapping[int, float]:
    """Return the first look's probability of body for each visible block, by the block's index."""
    return doc.fact("body scores", _body_scores)


def _body_scores(doc: Document) -> Mapping[int, float]:
    first = look(doc)
    return {} if first is None else dict(zip((block.index for block in first.blocks), first.scores["body"].tolist(), strict=True))


def is_whole(doc: Document) -> bool:
    """Tell whether the document is a whole page, menus and all: HTML always, plain text when many of its lines are unlikely."""
    first = look(doc)
    if first is None or doc.elements:
        return first is not None
    unlikely = float((first.scores["body"] < UNLIKELY).mean())
    return len(first.blocks) >= FEWEST_LINES and unlikely >= UNLIKELY_LINES


def _middle(doc: Document, first: FirstLook) -> float:
    """Return the probability that a block needs to be body at a strictness in the middle."""
    if doc.elements:
        return BODY_NEWS if first.table["page_news"][0] else BODY
    return BODY_WHOLE if is_whole(doc) else BODY_LIGHT


def least(middle: float, strictness: float) -> float:
    """Return the probability that a block needs to be body: `middle` at a strictness of 0.5, odds e**3 apart at 0 and 1."""
    return 1 / (1 + (1 - middle) / middle * math.exp(-2 * ODDS * (strictness - 0.5)))


def verdicts(doc: Document, strictness: float) -> Iterator[tuple[Block, Label, str]]:
    """Yield the visible blocks on which the second look and the filters differ, with the label that it gives them, and why.

    A block that no filter has taken leaves the body when its score is too low; one that a filter took by mistake comes
    back when its score is high. Captions, decks and headlines go where the first look's heads say.
    """
    first = look(doc)
    if first is None:
        return
    again = model(kind_of(doc)).again
    paint = painted(first.blocks, doc.marks)
    owners = [owner for owner, _ in paint]
    title = _title(first, owners)
    left = {block.index: block for block in doc.open}
    opened = {i for i, owner in enumerate(owners) if owner is None and first.blocks[i].index in left}
    news = _is_news(doc, first)
    returns = {i: bar for i, owner in enumerate(owners) if owner is not None and (bar := _bar(doc, owner, news=news)) <= 1}
    rows = sorted(opened | returns.keys() | title.keys())
    if not rows:
        return
    table = look_again(first.table, first.tree, first.blocks, first.scores, paint)
    values = table.features(again.names)[:, rows]
    scores = dict(zip(rows, again.scores(values).tolist(), strict=True))
    needed = least(_middle(doc, first), strictness)
    best = max((scores[i] for i in opened), default=1.0)
    if not doc.elements and best < needed:  # a text is hardly all chrome: its likeliest lines stay
        needed = best * STAYS
    asked = [
        at
        for at, (i, score) in enumerate(scores.items())
        if i in title or (score < needed or (news and _is_deck(first, i)) if i in opened else score >= max(needed, returns[i]))
    ]
    for i, moved in zip((rows[at] for at in asked), again.reasons(values[:, asked]), strict=True):
        label = title.get(i) or (_aside(first, i, captions=not doc.elements) if owners[i] is None else Label.BODY)
        block = first.blocks[i]
        yield left.get(block.index, block), label, _said(scores[i], moved)


def _is_news(doc: Document, first: FirstLook) -> bool:
    """Tell whether the page calls itself news."""
    return bool(doc.elements) and bool(first.table["page_news"][0])


def _is_deck(first: FirstLook, i: int) -> bool:
    return float(first.scores["deck"][i]) >= DECK_NEWS


def _bar(doc: Document, owner: tuple[str, Label], *, news: bool) -> float:
    """Return the score at which the second look overrules a filter's mark; beyond 1 where it never does."""
    name, label = owner
    if name in DOUBTFUL:
        return BACK_HTML if doc.elements else BACK_TEXT
    return DECK_BACK if label is Label.DECK and doc.elements and not news else NEVER


def _title(first: FirstLook, owners: list[tuple[str, Label] | None]) -> dict[int, Label]:
    """Return the row that is the headline where no filter found it or the one it found is none, and what becomes of that."""
    if "title" not in first.scores:
        return {}
    score = first.scores["title"]
    best = int(score.argmax())
    found = [i for i, owner in enumerate(owners) if owner is not None and owner[1] is Label.TITLE]
    if owners[best] is not None or score[best] < max([TITLE if found else TITLE_ALONE, *(TITLE_RATIO * score[i] for i in found)]):
        return {}
    return {best: Label.TITLE, **dict.fromkeys(found, Label.BOILERPLATE)}


def _aside(first: FirstLook, i: int, *, captions: bool) -> Label:
    """Return where a block goes that is no body; captions of HTML have been found by their pictures."""
    caption, deck = float(first.scores["caption"][i]) * captions, float(first.scores["deck"][i])
    if max(caption, deck) < ASIDE:
        return Label.BOILERPLATE
    return Label.CAPTION if caption >= deck else Label.DECK


def _said(score: float, moved: list[tuple[str, float]]) -> str:
    """Return the reason of a mark: the score, and the features that weighed most."""
    return f"body with a probability of {score:.2f}: " + ", ".join(
        f"{'+' if by > 0 else '-'} {_word(name)}" for name, by in moved
    )


@cache
def _words() -> dict[str, str]:
    return {name: words for names, words in json.loads(resources.feature_words()).items() for name in names.split(" | ")}


def _word(name: str) -> str:
    """Return what a feature is called in a reason: its own words, else those of its base."""
    words = _words()
    base = _SUFFIX.split(name, maxsplit=1)[0]
    around = " nearby" if "@" in name or "~" in name else " around it" if "^" in name else ""
    return words.get(name) or (words.get(base, base) + around)


def kept_blocks(doc: Document) -> set[int]:
    """Return the indexes of the visible blocks that are body by the document's marks, wholly or for the most part."""
    first = look(doc)
    if first is None:
        return set()
    owners = painted(first.blocks, doc.marks)
    return {
        block.index for block, (owner, _) in zip(first.blocks, owners, strict=True) if owner is None or owner[1] is Label.BODY
    }


def quality_of(doc: Document, kept: set[int] | None = None) -> float:
    """Return how sure one may be that the blocks `kept` (by default those that are body) are an article, and right: 0 to 1."""
    first = look(doc)
    if first is None:
        return 0.0
    kept = kept_blocks(doc) if kept is None else kept
    flags = np.array([block.index in kept for block in first.blocks])
    return quality(model(kind_of(doc)).quality, first.table, first.scores["body"], flags)
