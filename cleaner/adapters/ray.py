"""Ray Data: the columns of the articles beside those that are there, as tables of Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner.adapters.cleaning import Cleaning, host

with host("ray"):
    import pyarrow as pa
    import ray.data  # noqa: F401  (it gives the dataset that is passed in)

if TYPE_CHECKING:
    from ray.data import Dataset

CLEANING = Cleaning()


@dataclass(frozen=True)
class CleanTable:
    """The function for `Dataset.map_batches(..., batch_format="pyarrow")`."""

    source: str
    url: str | None = None
    cleaning: Cleaning = CLEANING
    prefix: str = ""

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return the table with the documented columns, over those of the same name."""
        urls = table[self.url].to_pylist() if self.url else None
        rows = list(self.cleaning.rows(table[self.source].to_pylist(), urls))
        found = pa.Table.from_pylist(rows, self.cleaning.schema())
        for name, column in zip(self.cleaning.schema(self.prefix).names, found.columns, strict=True):
            table = table.drop_columns([name] if name in table.column_names else []).append_column(name, column)
        return table


def clean_dataset(
    dataset: Dataset,
    source: str,
    url: str | None = None,
    cleaning: Cleaning = CLEANING,
    *,
    prefix: str = "",
    **options: Any,
) -> Dataset:
    """Return the dataset with the documented columns, over those of the same name unless there is a `prefix`.

    `source` and `url` name columns; `options` (`batch_size`, `num_cpus`) go to `map_batches`.
    """
    options = {"batch_size": 256, **options}  # Ray's own choice, a block, may be a gigabyte of pages
    return dataset.map_batches(CleanTable(source, url, cleaning, prefix), batch_format="pyarrow", **options)
