"""Pages with labels: what each block of a page is, by the gold."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.data import SETS, WHOLE, MissingDataError, dump, split_of
from bench.metrics import same_title, tokens
from cleaner.model.features import visible
from cleaner.read import read
from cleaner.resources import read_lines
from training.align import align

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from cleaner.document import Document

FOLDS = 4
SAME = 0.8  # bag-of-words F1 of a block and a gold caption or deck
MATCHED = 0.5  # share of a block's tokens that the gold has, from which on it is body
UNKNOWN = -1
#: How much a page of each set weighs. fundus is the convention of news, and has few pages.
WEIGHTS = {"fundus": 3.0, "wcxb": 1.0, "snippets": 1.0}
WRONG_GOLD = Path(__file__).with_name("wrong_gold.txt")


@dataclass
class Example:
    """A page: its document as read, and the same with only its visible blocks (`doc`).

    For each of those, `body`, `caption`, `deck` and `title` are 1, 0 or UNKNOWN.
    """

    set: str
    id: str
    site: str
    source: Document
    doc: Document
    body: NDArray[Any]
    caption: NDArray[Any]
    deck: NDArray[Any]
    title: NDArray[Any]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def fold(self) -> int:
        """The fold that the page's site is in."""
        return int(hashlib.md5(self.site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS

    @property
    def validation(self) -> bool:
        """Whether the page is kept out of training."""
        return split_of(self.site) == "validation"

    @property
    def weight(self) -> float:
        """What a block of the page weighs in training."""
        return WEIGHTS[self.set] / float(np.sqrt(max(len(self.body), 1)))


def wrong_gold() -> frozenset[str]:
    """Return the pages ("wcxb/0046") whose gold is known not to be their story."""
    return frozenset(line.split()[0] for line in read_lines(WRONG_GOLD.read_text("utf-8")))


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of the data folder, those of pages with wrong gold excepted."""
    wrong = wrong_gold()
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        raise MissingDataError(f"no {path}: it is needed for training")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if f"{name}/{row['id']}" not in wrong:
                yield row


def paragraphs(text: str | None) -> list[str]:
    """Return the lines of a gold text that are not blank."""
    return [line for line in (text or "").splitlines() if line.strip()]


def same(one: str, other: str) -> float:
    """Return the bag-of-words F1 of two texts."""
    left, right = Counter(tokens(one)), Counter(tokens(other))
    size = left.total() + right.total()
    return 2 * (left & right).total() / size if size else 0.0


def labelled(name: str, row: dict[str, Any], source: Document) -> Example:
    """Return the example of a page with full gold."""
    doc = visible(source)
    texts = [block.text for block in doc.blocks]
    hits = align(texts, paragraphs(row["body"]))
    body = np.array([total > 0 and hit >= MATCHED * total for hit, total in hits], np.int8)
    caption = np.full(len(texts), UNKNOWN, np.int8)
    deck = np.full(len(texts), UNKNOWN, np.int8)
    if row["captions"] is not None:
        caption = np.array([max((same(text, one) for one in row["captions"]), default=0) >= SAME for text in texts], np.int8)
    if name == "fundus":
        deck = np.array([bool(row["deck"]) and _is_deck(text, row["deck"]) for text in texts], np.int8)
    title = np.array([same_title(text, row["title"]) for text in texts], np.int8)
    return Example(
        name, row["id"], row["site"], source, doc, body, caption, deck, title, {"gold": row["body"], "headline": row["title"]}
    )


def _is_deck(text: str, deck: str) -> bool:
    return same(text, deck) >= SAME or (len(text) > 20 and " ".join(text.split()) in " ".join(deck.split()))


def hinted(row: dict[str, Any], source: Document) -> Example:
    """Return the example of a page of which only snippets are known: some that its text must have, some that it must not."""
    doc = visible(source)
    bare = ["".join(block.text.split()) for block in doc.blocks]
    whole = "".join(bare)
    starts = np.cumsum([0, *map(len, bare)])
    body = np.full(len(bare), UNKNOWN, np.int8)
    for key, value in (("without", 0), ("with", 1)):
        for snippet in row[key]:
            wanted = "".join(snippet.split())
            at = whole.find(wanted) if wanted else -1
            while at >= 0:
                first = int(np.searchsorted(starts, at, "right")) - 1
                last = int(np.searchsorted(starts, at + len(wanted) - 1, "right")) - 1
                for i in range(first, last + 1):
                    covered = min(at + len(wanted), starts[i + 1]) - max(at, starts[i])
                    if value or covered >= MATCHED * len(bare[i]):
                        body[i] = value
                at = whole.find(wanted, at + 1)
    unknown = np.full(len(bare), UNKNOWN, np.int8)
    facts = {"with": row["with"], "without": row["without"]}
    return Example("snippets", row["id"], row["site"], source, doc, body, unknown, unknown, unknown, facts)


def text_examples(folder: Path, told: Callable[[dict[str, Any]], dict[str, Any]]) -> list[Example]:
    """Return the pages with full gold of the data folder as the text of whole pages; `told` may add to what a page's row says."""
    found = []
    for name in SETS:
        gold = {row["id"]: told(row) for row in rows(folder, name)}
        for tool in WHOLE:
            for page, text in dump(folder, name, tool).items():
                doc = read(text, kind="text") if page in gold else None
                if doc and doc.blocks:
                    example = labelled(name, gold[page], doc)
                    example.id = f"{tool}/{name}/{page}"
                    found.append(example)
    return found


def html_examples(folder: Path) -> list[Example]:
    """Return the pages of the data folder as HTML."""
    found = []
    for name in ("fundus", "wcxb", "snippets"):
        for row in rows(folder, name):
            doc = read(row["html"], url=row["url"], kind="html")
            if visible(doc).blocks:
                found.append(hinted(row, doc) if name == "snippets" else labelled(name, row, doc))
    return found
