"""The learned labeller as a filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Document, Mark

MODERATE = 0.5


@dataclass(frozen=True)
class Labeller:
    """What a model that learned from pages with gold reads as no part of the story, and story that filters took by mistake.

    `strictness` (0 to 1) says how sure the model must be of a block: at 0 whatever may be story stays, at 1 only what
    surely is. In between the odds that are asked for grow evenly, e**3 to one at either end.
    """

    strictness: float = MODERATE
    name: ClassVar[str] = "labeller"
    about: ClassVar[str] = (
        "What a model that learned from pages with gold reads as no part of the story; story taken by mistake comes back"
    )

    def __post_init__(self) -> None:
        """Check the range."""
        if not 0 <= self.strictness <= 1:
            raise ValueError(f"strictness is a number from 0 to 1; got {self.strictness!r}")

    def __call__(self, doc: Document) -> Iterator[Mark]:
        """Return the marks that the model's verdicts ask for."""
        from cleaner.model.labeller import verdicts  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

        return verdicts(doc, self.strictness)
