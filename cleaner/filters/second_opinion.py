"""Another reader's word where the labeller is unsure of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from cleaner.document import Document, Label, Mark
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.document import Block

When = Literal["never", "unsure", "always"]

UNSURE = 0.01  # quality below which the other reader is asked: of the training pages above, none got better by its reading
BETTER = 0.25  # by how much the quality of its reading must be higher
_NAMED = (Label.TITLE, Label.BYLINE, Label.DATE)  # trafilatura's text has them too, and they are no part of the story
_BOXES = "boxes"  # whose blocks do not come back: a question for consent looks like an article where a page has nothing else
SHORTEST = 12  # letters and digits of a block that is looked for anywhere in the other's text, not only among its lines


@dataclass(frozen=True)
class SecondOpinion:
    """The reading of trafilatura, where it makes a surer article of the page than the labeller did.

    `when` it is asked: "never", where the labeller is "unsure" of the page, or "always". The import and the reading cost
    as much as a page's own reading; the better of the two readings wins, by the same measure of quality.
    """

    when: When = "unsure"
    name: ClassVar[str] = "second_opinion"
    about: ClassVar[str] = (
        "The reading of trafilatura, where the labeller is unsure of a page and trafilatura's is the surer article"
    )

    def __post_init__(self) -> None:
        """Check the word."""
        if self.when not in ("never", "unsure", "always"):
            raise ValueError(f'when is "never", "unsure" or "always"; got {self.when!r}')

    def __call__(self, doc: Document) -> Iterator[Mark]:
        """Yield the marks that make the other reading of this one."""
        if not doc.markup or self.when == "never":
            return
        from cleaner.model.labeller import kept_blocks, look, quality_of  # noqa: PLC0415  (text does not pay for numpy)

        first = look(doc)
        if first is None:
            return
        own = quality_of(doc)
        if self.when == "unsure" and own >= UNSURE:
            return
        boxed = [mark for mark in doc.marks if mark.filter == _BOXES]
        blocks = [block for block in first.blocks if not _overlaps(block, boxed)]
        chosen = _kept(blocks, _other_reading(doc.markup))
        other = quality_of(doc, chosen)
        if other < own + BETTER:
            return
        left = {block.index: block for block in doc.open}
        ours = kept_blocks(doc)
        named = [mark for mark in doc.marks if mark.label in _NAMED]
        for block in first.blocks:
            if block.index in chosen and block.index not in ours and not _overlaps(block, named):
                yield from block.marks(Label.BODY, f"in trafilatura's reading, which is surer ({other:.2f} against {own:.2f})")
            elif block.index not in chosen and block.index in left:
                yield from left[block.index].marks(
                    Label.BOILERPLATE, f"not in trafilatura's reading, which is surer ({other:.2f} against {own:.2f})"
                )


def _overlaps(block: Block, marks: Sequence[Mark]) -> bool:
    return any(mark.start < block.end and block.start < mark.end for mark in marks)


def _other_reading(markup: str) -> str:
    """Return the main text as trafilatura reads it, empty when it finds none."""
    from trafilatura import extract  # noqa: PLC0415  (asked on few pages, and its import costs more than a hundred of them)

    return extract(markup, include_comments=False, include_tables=True, fast=True) or ""


def _kept(blocks: Sequence[Block], text: str) -> set[int]:
    """Return the indexes of the blocks whose text is in the other reading."""
    lines = {key(line) for line in text.splitlines()}
    whole = key(text)
    return {
        block.index for block in blocks if (own := key(block.text)) and (own in lines or (len(own) >= SHORTEST and own in whole))
    }
