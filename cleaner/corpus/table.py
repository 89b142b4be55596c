"""Rows of JSON to a table of Parquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cleaner.corpus.rows import COLUMNS
from cleaner.corpus.streams import need, opened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyarrow import Schema

_GROUP = 32_000_000  # bytes of JSON in a row group
_TEXTS = ("authors", "captions", "credits", "notes")


def schema(columns: Iterable[str]) -> Schema:
    """Return the schema of a table of these columns: texts, lists of texts, and numbers; `removed` is a list of structures."""
    arrow = need("pyarrow", "writing Parquet")
    text, number = arrow.string(), arrow.int64()
    taken = arrow.list_(arrow.struct({"text": text, "start": number, "end": number, "filter": text, "reason": text}))
    types = {**dict.fromkeys(_TEXTS, arrow.list_(text)), "quality": arrow.float64(), "removed": taken}
    return arrow.schema([(name, types.get(name, text)) for name in columns])


def convert(rows: Path, table: Path, *, removed: bool) -> None:
    """Write the table of the rows in a file of zstd. The same rows always give the same bytes."""
    parquet, reader = need("pyarrow.parquet", "writing Parquet"), need("pyarrow.json", "writing Parquet")
    columns = schema(name for name in COLUMNS if removed or name != "removed")
    parse = reader.ParseOptions(explicit_schema=columns, unexpected_field_behavior="error")
    with opened(rows, ".zst") as (_, lines), parquet.ParquetWriter(table, columns, compression="zstd") as writer:
        while group := lines.readlines(_GROUP):
            data = b"".join(group)
            options = reader.ReadOptions(use_threads=False, block_size=len(data) + 1)
            writer.write_table(reader.read_json(io.BytesIO(data), options, parse))
