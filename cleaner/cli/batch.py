"""`cleaner batch IN ... -o OUT`: the options, and what they make of a run over a corpus."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import __version__
from cleaner.cli.pipelines import add_pipeline_options, edited
from cleaner.cli.streams import complain, reason
from cleaner.corpus.inputs import FORMATS, InputError, Inputs
from cleaner.corpus.items import ID_FIELDS, TEXT_FIELDS, URL_FIELDS, Fields
from cleaner.corpus.output import ENDINGS, Output, OutputError
from cleaner.corpus.progress import Progress, fit, summary
from cleaner.corpus.run import Plan, run, start_of
from cleaner.corpus.streams import ZSTD, MissingExtraError, need
from cleaner.corpus.work import Work
from cleaner.profile import Profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.corpus.inputs import Total
    from cleaner.corpus.output import Checkpoint
    from cleaner.corpus.work import Counts

FINE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

EPILOG = """\
IN is a file, a folder (every file in it whose ending is known), or a pattern in quotes. Formats are known by ending:
.txt .html .htm .jsonl .ndjson .csv .tsv .warc .wet, each also with .gz or .zst behind it, and .parquet.

A record that cannot be read or cleaned does not stop the run: it is a line of OUT.errors.jsonl. OUT appears when the
run is complete. One that was stopped, by whatever, goes on with --resume and ends with the same bytes.

exit codes: 0 fine; 1 there were errors, or the output could not be written; 2 wrong usage
"""


def main(arguments: Sequence[str]) -> int:
    """Run `cleaner batch` and return its exit code."""
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        plan = _plan(args)
        total = plan.inputs.total()
        start = start_of(plan, total, resume=args.resume)
    except (LookupError, ValueError, InputError, MissingExtraError, OutputError) as error:
        parser.exit(USAGE, f"cleaner batch: {error.args[0]}\n")
    except OSError as error:
        complain(f"{error.filename or args.output}: {reason(error)}")
        return FAILED
    if start is None:
        complain(f"{args.output} is complete: there is nothing to go on with")
        return FAILED if plan.output.errors_path.exists() else FINE
    return _run(plan, start, total, quiet=args.quiet)


def _run(plan: Plan, start: Checkpoint, total: Total, *, quiet: bool) -> int:
    """Do the run, tell of it, and return the exit code."""
    began = time.monotonic()
    try:
        if quiet:
            counts = run(plan, total, start, _say_nothing)
        else:
            with closing(Progress(total.size)) as progress:
                counts = run(plan, total, start, progress)
            sys.stderr.write(summary(counts, str(plan.output.path), time.monotonic() - began))
            sys.stderr.write(fit(counts, plan.work.profiles))
    except KeyboardInterrupt:
        complain(f"stopped; the same command with --resume goes on with {plan.output.path}")
        return INTERRUPTED
    except OSError as error:
        complain(f"{error.filename or plan.output.path}: {reason(error)}; the same command with --resume goes on")
        return FAILED
    except (OutputError, InputError, RuntimeError) as error:
        complain(str(error))
        return FAILED
    if counts.errors:
        complain(f"{counts.errors} records could not be cleaned: see {plan.output.errors_path}")
    return FAILED if counts.errors else FINE


def _plan(args: argparse.Namespace) -> Plan:
    """Return what the arguments ask for. LookupError, ValueError and MissingExtraError when they make no sense."""
    output = Output(args.output)
    if output.ending == ".parquet":
        need("pyarrow.parquet", "writing Parquet")
    if output.compression == ".zst":
        need(ZSTD, f"{output.path}: writing it")
    for name in args.inputs:
        if output.path.exists() and Path(name).exists() and output.path.samefile(name):
            raise ValueError(f"--output {output.path} is an input too")
    pipeline = edited(args)
    profiles = Profiles() if args.profiles is None else _loaded(args.profiles)
    fields = Fields(args.field, args.id_field, args.url_field, args.kind)
    inputs = Inputs(tuple(args.inputs), args.format, frozenset(path.resolve() for path in output.all_paths))
    options = {
        "version": __version__,
        "fields": [*map(list, fields.names()), args.kind],
        "filters": list(pipeline.names),
        "strictness": args.strictness,
        "second_opinion": args.second_opinion,
        "removed": args.removed,
        "limit": args.max_size,
        "profiles": profiles.digest(),
    }
    limit = int(args.max_size * 1e6)
    chosen = partial(profiles.pipeline, pipeline=pipeline) if profiles else pipeline
    work = Work(chosen, fields, removed=args.removed, profiles=profiles)
    return Plan(inputs, output, work, options, args.workers, limit, args.checkpoint)


def _loaded(folder: Path) -> Profiles:
    """Return the profiles in a folder. ValueError when there is none, or a file of them is none."""
    try:
        profiles = Profiles.load(folder)
    except OSError as error:
        raise ValueError(f"--profiles {error.filename or folder}: {reason(error)}") from error
    if not profiles:
        raise ValueError(f"--profiles {folder}: no profiles there; `cleaner learn PAGES -o {folder}` makes them")
    return profiles


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner batch",
        description="Clean a corpus: every record of the inputs becomes a row of the output, in order.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("inputs", nargs="+", metavar="IN", help="a file, a folder or a pattern")
    add("-o", "--output", type=Path, required=True, metavar="OUT", help=f"a file that ends in {', '.join(ENDINGS)}")
    add("--resume", action="store_true", help="go on with a run that was interrupted")
    add("--workers", type=_positive, default=_cores(), metavar="N", help="processes (default: %(default)s, one for each core)")
    add("--removed", action="store_true", help="a column more: what was removed, with filter and reason")
    add("--quiet", action="store_true", help="no progress and no summary")
    rows = parser.add_argument_group("rows of .jsonl, .csv, .tsv and .parquet")
    rows.add_argument("--field", metavar="NAME", help=f"the text (default: the first there is of {', '.join(TEXT_FIELDS)})")
    rows.add_argument("--id-field", metavar="NAME", help=f"the identifier (default: {', '.join(ID_FIELDS)}; else file:line)")
    rows.add_argument("--url-field", metavar="NAME", help=f"the page's address (default: {', '.join(URL_FIELDS)})")
    rows.add_argument("--kind", choices=("text", "html"), help="what the texts are (default: told by field, ending and look)")
    rows.add_argument("--from", dest="format", choices=FORMATS, help="the format of all inputs, whatever their ending")
    rows.add_argument(
        "--max-size", type=float, default=10.0, metavar="MB", help="longer records are errors (default: %(default)s)"
    )
    rows.add_argument("--checkpoint", type=float, default=5.0, metavar="SECONDS", help="the most work that a resume does again")
    add_pipeline_options(parser)
    add("--profiles", type=Path, metavar="DIR", help="what sites repeat, as `cleaner learn -o DIR` has written it")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say_nothing(counts: Counts, read: int) -> None:
    """Be told of the progress, and keep it."""
