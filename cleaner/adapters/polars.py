"""Polars: an expression that makes a column of structures of a column of pages."""

from __future__ import annotations

from cleaner.adapters.cleaning import Cleaning, host

with host("polars"):
    import polars as pl
    import pyarrow as pa  # noqa: F401  (it is where the types come from)

CLEANING = Cleaning()


def clean_column(source: str | pl.Expr, url: str | pl.Expr | None = None, cleaning: Cleaning = CLEANING) -> pl.Expr:
    """Return the expression of a structure of the documented columns: `.struct.unnest()` gives them one by one.

    `source` and `url` are names of columns, or expressions. It runs row by row in Python, so also while streaming.
    """

    def cleaned(pages: pl.Series) -> pl.Series:
        rows = cleaning.rows(pages.struct.field("source"), pages.struct.field("url"))
        return pl.Series(pages.name, list(rows), dtype)

    dtype = pl.Struct(pl.DataFrame(cleaning.schema().empty_table()).schema)
    address = pl.lit(None, pl.String) if url is None else _expression(url)
    pages = pl.struct(source=_expression(source), url=address)
    return pages.map_batches(cleaned, return_dtype=dtype, is_elementwise=True).alias("article")


def _expression(column: str | pl.Expr) -> pl.Expr:
    return pl.col(column) if isinstance(column, str) else column
