"""The options that edit the pipeline, for every command that cleans."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from cleaner import PIPELINE
from cleaner.filters.labeller import Labeller
from cleaner.filters.second_opinion import When
from cleaner.pipeline import tuned

if TYPE_CHECKING:
    import argparse

    from cleaner import Pipeline


def add_pipeline_options(parser: argparse.ArgumentParser) -> None:
    """Add --without, --only, --strictness and --second-opinion."""
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave this filter out (repeatable)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="run this filter and no other (repeatable)")
    parser.add_argument(
        "--strictness",
        type=_share,
        metavar="S",
        help="from 0 (keep what may be story) to 1 (only what surely is): how sure the labeller must be to keep a block (0.5)",
    )
    parser.add_argument(
        "--second-opinion", choices=get_args(When), help="when trafilatura is asked about a page of HTML (unsure)"
    )


def _share(text: str) -> float:
    """Return a number from 0 to 1; ValueError for anything else, which argparse tells of."""
    return Labeller(float(text)).strictness


def edited(args: argparse.Namespace) -> Pipeline:
    """Return the pipeline that the options leave. LookupError for a name that there is not."""
    kept = PIPELINE.without(*args.without)
    if args.only:
        kept = kept.only(*(name for name in PIPELINE.only(*args.only).names if name in kept.names))
    return tuned(kept, args.strictness, args.second_opinion)
