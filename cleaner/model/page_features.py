"""What the markup around a block says of it: the containers it stands in, their class words, what they are made of."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from cleaner import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Document
    from cleaner.model.table import Table

T = TypeVar("T")

TAGS = (
    "p h1 h2 h3 h4 h5 h6 li div td th figcaption dt dd blockquote pre address section span article header summary label "
    "cite small button"
).split()
AROUND = (
    "article main section nav header footer aside figure ul ol table blockquote form details p dl figcaption address tr body"
).split()
_CODES = {tag: code for code, tag in enumerate(TAGS)}
_MEDIA = frozenset(("img", "picture", "video", "iframe", "amp-img", "svg"))
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
FAMILY_REACH, FAR = 5, 9  # elements looked at from the block up; the distance of what is further or nowhere
SMALL = 0.4  # share of the page's prose that an element holds at most that is a part of the page, not the page
LEVELS = 4  # own element, parent, grandparent, all above
_TOLD, _LEAST_TOLD = 60, 12  # letters of a block that are looked for in what the JSON-LD tells, and the least
MOST_KINDS = 50_000  # of which something is remembered
_MOST_APART = 30  # elements from the core of the page up
_LAST, _DEPTH = attrgetter("last"), attrgetter("depth")
_HELD = ("chars", "links", "prose", "prose_share", "blocks", "media")  # what is told of the elements around a block
_TAG_COLUMNS = [f"<{tag}>" for tag in TAGS]
_AROUND_COLUMNS = [f"in <{tag}>" for tag in AROUND]
_NOTHING_AROUND = bytes(len(AROUND))


@lru_cache(maxsize=20_000)
def class_words(kind: str) -> tuple[str, ...]:
    """Return the words of an element's class, id and role, in small letters, camel case taken apart, and before them its tag.

    >>> class_words("div storyBody-main c2")
    ('<div>', 'story', 'body', 'main')
    """
    tag, _, names = kind.partition(" ")
    words = [word.lower() for word in _WORD.findall(names) if len(word) > 1]
    return tuple(dict.fromkeys([f"<{tag}>", *words[:24]]))


class Memo(dict[str, T]):
    """What is worked out once for each kind of element, "div story-body", or each class word: for all new ones at once."""

    def __init__(self, compute: Callable[[list[str]], Iterable[T]]) -> None:
        """Start with nothing known; `compute` says what there is to know of some kinds, one for each."""
        super().__init__()
        self.compute = compute

    def of(self, kinds: Sequence[str]) -> list[T]:
        """Return what is known of each of `kinds`, in all; what is known of too many kinds is forgotten."""
        found = list(map(self.get, kinds))
        if None not in found:
            return cast("list[T]", found)
        unknown = list(dict.fromkeys(kind for kind, known in zip(kinds, found, strict=True) if known is None))
        new = dict(zip(unknown, self.compute(unknown), strict=True))
        if len(self) >= MOST_KINDS:
            self.clear()
        self.update(new)
        return [new[kind] if known is None else known for kind, known in zip(kinds, found, strict=True)]


class Tree:
    """The page's elements as arrays, and sums over what each holds.

    Elements of one tag and one set of names are of one kind: what these say is worked out once for all of them.
    """

    def __init__(self, doc: Document) -> None:
        """Number the elements of `doc` (one at least) and those of its blocks."""
        elements = doc.elements
        self.elements = elements
        self.parent = np.array([element.parent.index if element.parent else 0 for element in elements])
        self._ends = list(map(_LAST, elements))
        self.last = np.array(self._ends)
        self.depth = np.array(list(map(_DEPTH, elements)))
        self.own = np.array([block.element.index if block.element else 0 for block in doc.blocks])
        self.first = np.arange(len(elements))
        self.small = np.ones(len(elements), np.bool_)
        numbers: dict[str, int] = {}
        self.kind = np.array([numbers.setdefault(f"{element.tag} {element.names}", len(numbers)) for element in elements])
        self.kinds = list(numbers)
        said = np.frombuffer(b"".join(_SAID.of(self.kinds)), np.int64).reshape(-1, 3)
        self.tags, self.media, self.families = said[self.kind].T

    def ancestry(self, levels: int) -> list[NDArray[Any]]:
        """Return the element of each block, its parent and so on, `levels` arrays; the top is its own parent."""
        found = [self.own]
        while len(found) < levels:
            found.append(self.parent[found[-1]])
        return found

    def sums(self, *weights: NDArray[Any]) -> NDArray[Any]:
        """Return each sum of `weights`, one a block, over all blocks that an element holds: of shape (weights, elements)."""
        return self.spread(np.stack([np.bincount(self.own, each, len(self.elements)) for each in weights]))

    def spread(self, own: NDArray[Any]) -> NDArray[Any]:
        """Return for each element the sum of `own`, one an element (the last axis), over all that it holds."""
        total = np.zeros((*own.shape[:-1], own.shape[-1] + 1), np.float64)
        np.cumsum(own, axis=-1, out=total[..., 1:])
        found: NDArray[Any] = total.take(self.last, axis=-1) - total[..., :-1]
        return found

    def inherited(self, own: NDArray[Any]) -> NDArray[Any]:
        """Return for each element the sum of `own`, one an element, over itself and all that it stands in."""
        change = own.astype(np.float64)
        total: NDArray[Any] = np.cumsum(change - np.bincount(self.last, change, len(own) + 1)[:-1])
        return total

    def core(self, held: Sequence[float], share: float) -> int:
        """Return the lowest element on the way down from the top on which a child holds `share` of what its parent has `held`."""
        at, ends = 0, self._ends
        if not held or held[0] <= 0:
            return 0
        while True:
            below, child = None, at + 1
            while child < ends[at]:
                if held[child] >= share * held[at]:
                    below = child
                    break
                child = ends[child]
            if below is None:
                return at
            at = below


def add_markup(table: Table, doc: Document, tree: Tree) -> None:
    """Add the block's own tag, the tags around it, its emphasis, and its depth."""
    blocks = doc.blocks
    codes = tree.tags[tree.own].astype(np.int8)
    table.add_all(_TAG_COLUMNS, codes == np.arange(len(TAGS), dtype=np.int8)[:, None])
    around = b"".join([_around(block.element.context) if block.element else _NOTHING_AROUND for block in blocks])
    table.add_all(_AROUND_COLUMNS, np.frombuffer(around, np.bool_).reshape(-1, len(AROUND)).T)
    table.add("strong", [block.strong_chars / len(block.text) for block in blocks])
    table.add("depth", tree.depth[tree.own])
    heading = np.where((codes >= 1) & (codes <= 6), codes, 0)  # h1 to h6 are the second to the seventh of TAGS
    table.add("heading", heading)
    first = int(np.argmax(heading == 1)) if (heading == 1).any() else -1
    table.add("from_h1", np.clip(np.arange(len(blocks)) - first, -60, 60) if first >= 0 else -99)


@lru_cache(maxsize=4096)
def _around(context: frozenset[str]) -> bytes:
    """Return which of the tags AROUND are in `context`, a byte each."""
    return bytes(tag in context for tag in AROUND)


def add_containers(table: Table, tree: Tree) -> None:
    """Add what the four elements around each block hold: text, links, prose, pictures; and where the core of the page is."""
    length = np.expm1(table["chars"])
    chars, links, prose, blocks = tree.sums(length, length * table["links"], length * table["prose"], np.ones_like(length))
    media = tree.spread(tree.media)
    whole = max(prose[0], 1.0)
    tree.small = prose < SMALL * whole
    most = np.maximum(chars, 1)
    held = np.stack([np.log1p(chars), links / most, prose / whole, prose / most, np.log1p(blocks), np.minimum(media, 9)])
    for level, at in enumerate(tree.ancestry(LEVELS)):
        table.add_all([f"{name}^{level}" for name in _HELD], held[:, at])
    _add_core(table, tree, prose)


def _add_core(table: Table, tree: Tree, mass: NDArray[Any]) -> None:
    """Add where each block stands to the elements that hold half, and 85 %, of the page's prose."""
    own, held = tree.own, mass.tolist()
    for name, share in (("core", 0.5), ("core85", 0.85)):
        core = tree.core(held, share)
        inside = (own >= core) & (own < tree.last[core])
        table.add(name, np.where(inside, tree.depth[own] - tree.depth[core], np.where(own < core, -1, -2)))
        up = [core]
        while up[-1] and len(up) <= _MOST_APART:
            up.append(int(tree.parent[up[-1]]))
        # Each of them holds the one before, so the first that holds a block is told by where they begin and where they end.
        begun = np.searchsorted(-np.array(up), -own)
        ended = np.searchsorted(tree.last[up], own, "right")
        apart = np.maximum(begun, ended)
        table.add(f"{name}_apart", np.where(apart < len(up), apart, 0))


def add_groups(table: Table, tree: Tree) -> None:
    """Add how many blocks have the same tag and class in the same kind of parent, and what those are like."""
    group = tree.kind[tree.own] * len(tree.kinds) + tree.kind[tree.parent[tree.own]]
    group = np.unique(group, return_inverse=True)[1]
    size = np.bincount(group).astype(np.float32)
    table.add("alike", np.log1p(size)[group])
    for name in ("chars", "links", "prose", "ends", "prose_before"):
        table.add(f"alike_{name}", (np.bincount(group, table[name]) / size)[group])


def add_page(table: Table, doc: Document) -> None:
    """Add what kind of page it is: what its head says, and what it is made of."""
    kinds = {str(kind) for thing in doc.hints.get("ld", ()) for kind in _listed(thing.get("@type"))}
    table.add("page_news", any("NewsArticle" in kind or kind in ("LiveBlogPosting", "Report") for kind in kinds))
    table.add("page_article", any(kind.endswith(("Article", "Posting")) for kind in kinds))
    table.add("page_og", doc.hints.get("og", {}).get("type", "") == "article")
    table.add("page_time", "published_time" in doc.hints.get("article", {}))
    inside = table["core"] >= 0
    for tag in ("p", "li", "td", "h2", "h3"):
        table.add(f"page_<{tag}>", np.log1p((table[f"<{tag}>"] * inside).sum()))
    prose = table["prose"] > 0
    table.add("page_prose", np.log1p(prose.sum()))
    table.add("page_blocks", np.log1p(table.rows))
    table.add("page_paragraph", table["chars"][prose].mean() if prose.any() else 0)
    table.add("page_links", table["links"].mean())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def add_families(table: Table, tree: Tree) -> None:
    """Add, for each family of class words, how far up the nearest element that is called so stands.

    The families are what class words mean in any template ("caption", "infobox", "Bildunterschrift"): they carry over to
    sites that no training page is from. Only elements that hold a small part of the page's prose count: a page may well
    be called "post-with-sidebar", and all of it stands in that. FAR stands for none.
    """
    families = resources.class_families()
    own = np.where(tree.small, tree.families, 0)
    around = tree.ancestry(FAMILY_REACH)
    masks = own[np.stack(around)].astype("<i8").view(np.uint8).reshape(FAMILY_REACH, table.rows, 8)
    bits = np.unpackbits(masks, axis=2, count=len(families), bitorder="little").view(np.bool_)  # (levels, blocks, families)
    nearest = np.full((table.rows, len(families)), FAR, np.uint8)
    for level in range(FAMILY_REACH - 1, -1, -1):
        nearest[bits[level]] = level
    table.add_all([f"named {family}" for family in families], nearest.T)
    table.add("nested", sum(tree.small[at] for at in around))


def family_mask(kind: str) -> int:
    """Return the families that a kind of element's class words belong to, a bit each."""
    bits = resources.class_word_bits()
    mask = 0
    for word in class_words(kind):
        mask |= bits.get(word, 0)
    return mask


def _said(kinds: list[str]) -> Iterator[bytes]:
    """Yield what each kind of element says, as the bytes of a row: its tag by number, whether it is a picture, its families."""
    for kind in kinds:
        tag = kind.partition(" ")[0]
        yield array("q", (_CODES.get(tag, -1), tag in _MEDIA, family_mask(kind))).tobytes()


_SAID = Memo(_said)


def add_told(table: Table, doc: Document) -> None:
    """Add whether the article's text in the page's JSON-LD says the block, too."""
    told = "".join(str(thing.get("articleBody") or "") for thing in doc.hints.get("ld", ()))
    bare = "".join(told.split())
    table.add("told", [_is_told(bare, block.text) for block in doc.blocks] if bare else -1.0)


def _is_told(bare: str, text: str) -> float:
    own = "".join(text[: 2 * _TOLD].split())[:_TOLD]  # a blank between any two letters at most
    return float(len(own) >= _LEAST_TOLD and own in bare)
