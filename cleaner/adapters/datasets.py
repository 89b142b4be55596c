"""Hugging Face datasets: the columns of the articles beside those that are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cleaner.adapters.cleaning import Cleaning, host

with host("datasets"):
    from datasets import Dataset, DatasetDict, Features, IterableDataset, IterableDatasetDict

if TYPE_CHECKING:
    from collections.abc import Mapping

CLEANING = Cleaning()
AnyDataset = TypeVar("AnyDataset", Dataset, DatasetDict, IterableDataset, IterableDatasetDict)


@dataclass(frozen=True)
class CleanBatch:
    """The function for `Dataset.map(..., batched=True)`: columns in, the documented columns out, each under `prefix` + name."""

    source: str
    url: str | None = None
    cleaning: Cleaning = CLEANING
    prefix: str = ""

    def __call__(self, batch: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        """Return the columns of a batch."""
        rows = list(self.cleaning.rows(batch[self.source], batch[self.url] if self.url else None))
        return {self.prefix + name: [row[name] for row in rows] for name in self.cleaning.columns}


def clean_dataset(
    dataset: AnyDataset,
    source: str,
    url: str | None = None,
    cleaning: Cleaning = CLEANING,
    *,
    prefix: str = "",
    **options: Any,
) -> AnyDataset:
    """Return the dataset with the documented columns, over those of the same name unless there is a `prefix`.

    `source` and `url` name columns; `options` (`num_proc`, `batch_size`) go to `map`. The types are told to it, because a
    batch without a single deck would not.
    """
    own = Features.from_arrow_schema(cleaning.schema(prefix))
    there = dataset.features if isinstance(dataset, (Dataset, IterableDataset)) else next(iter(dataset.values())).features
    if there is not None:  # a stream may not know its columns
        options["features"] = Features({**there, **own})
    return dataset.map(CleanBatch(source, url, cleaning, prefix), batched=True, **options)
