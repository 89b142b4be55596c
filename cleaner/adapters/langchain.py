"""LangChain: a document transformer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner.adapters.cleaning import Cleaning, host

with host("langchain"):
    from langchain_core.documents import BaseDocumentTransformer, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEANING = Cleaning()


@dataclass(frozen=True)
class ArticleTransformer(BaseDocumentTransformer):
    """Makes of each document its article: the body as the content, the other columns in the metadata.

    A page's address is looked for in `url`, a key of the metadata (loaders put it into "source"). A page that cannot be
    cleaned has no content, and says why in the metadata's `error`.
    """

    cleaning: Cleaning = CLEANING
    url: str = "source"

    def transform_documents(self, documents: Sequence[Document], **_: Any) -> Sequence[Document]:
        """Return a new document for each."""
        return [self._article(document) for document in documents]

    def _article(self, document: Document) -> Document:
        row = self.cleaning(document.page_content, document.metadata.get(self.url))
        body = row.pop("body") or ""
        return document.model_copy(update={"page_content": body, "metadata": {**document.metadata, **row}})
