"""PySpark: a column of structures made of a column of pages, and `learn` as an aggregate."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cleaner.adapters.cleaning import Cleaning, host
from cleaner.profile import Counts, Profiles
from cleaner.profile.counts import FEWEST, count_page

with host("spark"):
    import pandas as pd  # also for the hints of types, which say to Spark what kind a function is
    from pyspark.sql import functions as F  # noqa: N812  (as everyone calls it)
    from pyspark.sql.pandas.types import from_arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import Column, DataFrame

CLEANING = Cleaning()
MOST_LINES = 500_000  # that a partition counts before it hands them on: some 250 MB


def clean_column(source: Column | str, url: Column | str | None = None, cleaning: Cleaning = CLEANING) -> Column:
    """Return the column of structures of the documented columns: `select("article.*")` gives them one by one.

    `source` is a column of strings or of bytes, `url` one of strings.
    """

    def cleaned(sources: pd.Series, urls: pd.Series) -> pd.DataFrame:
        return pd.DataFrame(cleaning.rows(sources, urls), columns=list(cleaning.columns))

    address = F.lit(None).cast("string") if url is None else url
    return F.pandas_udf(cleaned, from_arrow_schema(cleaning.schema()))(source, address).alias("article")


def count_lines(frame: DataFrame, source: str, url: str = "url") -> DataFrame:
    """Return the columns `site` and `counts`, the bytes of a `cleaner.profile.Counts` for each site: the state of `learn`.

    Pages without an address, and those that cannot be read, are left out. Frames of several days are merged by `merge_lines`.
    """
    pages = frame.select(F.col(source).alias("source"), F.col(url).alias("url"))
    return merge_lines(pages.mapInPandas(_counted, "site string, counts binary"))


def merge_lines(frame: DataFrame) -> DataFrame:
    """Return a frame of counts with one row for each site."""
    merged = F.pandas_udf(_merged, "binary")
    return frame.groupBy("site").agg(merged("counts").alias("counts"))


def learn(frame: DataFrame, source: str, url: str = "url") -> Profiles:
    """Return the profiles of the sites that have two pages and more in the frame, as `cleaner learn` makes them."""
    return profiles_of(count_lines(frame, source, url))


def profiles_of(counts: DataFrame) -> Profiles:
    """Return the profiles that the frame of counts gives; they are small, and come to the driver."""
    found = (Counts.from_bytes(bytes(row.counts)) for row in counts.orderBy("site").toLocalIterator())
    return Profiles(tuple(one.profile() for one in found if one.pages >= FEWEST))


def _counted(batches: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield the counts of a partition, when there are many lines, and at its end."""
    counts: dict[str, Counts] = {}
    for batch in batches:
        for source, url in zip(batch["source"], batch["url"], strict=True):
            with suppress(TypeError, ValueError):  # no page, or none that can be read
                count_page(counts, url, source)
        if sum(len(one.table) for one in counts.values()) > MOST_LINES:
            yield _states(counts)
            counts = {}
    yield _states(counts)


def _states(counts: dict[str, Counts]) -> pd.DataFrame:
    return pd.DataFrame({"site": list(counts), "counts": [one.to_bytes() for one in counts.values()]})


def _merged(states: pd.Series) -> bytes:
    first, *others = map(Counts.from_bytes, map(bytes, states))
    for other in others:
        first = first.merge(other)
    return first.to_bytes()
