"""datatrove: a step of its pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.adapters.cleaning import Cleaning, host

with host("datatrove"):
    from datatrove.pipeline.base import PipelineStep

if TYPE_CHECKING:
    from datatrove.data import DocumentsPipeline

CLEANING = Cleaning()


class CleanArticles(PipelineStep):
    """Makes of each document its article: the body as `text`, the other columns in the metadata.

    The address is the metadata's `url`. The stats count documents `cleaned` and `error`, and `removed_FILTER`, the pieces
    that each filter took. A page that cannot be cleaned has no text, and says why in the metadata's `error`.
    """

    name = "cleaner"
    type = "✂️ - FORMAT"

    def __init__(self, cleaning: Cleaning = CLEANING, url: str = "url") -> None:
        """Clean with `cleaning`; `url` is the key of the metadata that has the address."""
        super().__init__()
        self.cleaning, self.url = cleaning, url

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002  (datatrove's)
        """Yield each document, cleaned."""
        for doc in data or ():
            with self.track_time():
                row, taken = self.cleaning.counted(doc.text, doc.metadata.get(self.url))
                doc.text = row.pop("body") or ""
                doc.metadata.update(row)
                self.stat_update("error" if row["error"] else "cleaned", *(f"removed_{filter}" for filter in taken))
                self.update_doc_stats(doc)
            yield doc
