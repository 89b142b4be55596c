"""pandas: a column of pages in, columns out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.adapters.cleaning import Cleaning, host

with host("pandas"):
    import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

CLEANING = Cleaning()


def clean_series(sources: pd.Series, urls: Iterable[object] | None = None, cleaning: Cleaning = CLEANING) -> pd.DataFrame:
    """Return the documented columns of each page, under the index of `sources`: join them on it.

    `urls` are the pages' addresses in the same order. A missing value has a row with `error`.
    """
    return pd.DataFrame(cleaning.rows(sources, urls), index=sources.index, columns=list(cleaning.columns))
