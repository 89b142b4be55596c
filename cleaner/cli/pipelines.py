"""The options that edit the pipeline, for every command that cleans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import PIPELINE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from cleaner import Pipeline


def add_pipeline_options(parser: argparse.ArgumentParser) -> None:
    """Add --without and --only."""
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave this filter out (repeatable)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="run this filter and no other (repeatable)")


def edited(only: Sequence[str], without: Sequence[str]) -> Pipeline:
    """Return the pipeline that the names leave. LookupError for a name that there is not."""
    kept = PIPELINE.without(*without)
    if not only:
        return kept
    return kept.only(*(name for name in PIPELINE.only(*only).names if name in kept.names))
