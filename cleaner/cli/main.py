"""`cleaner [explain | filters | learn | batch] [FILE ...]`: the options, the work, the exit codes. Others have modules."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import __version__
from cleaner.cli import show
from cleaner.cli.pipelines import add_pipeline_options, edited
from cleaner.cli.streams import Output, OutputError, complain, leave_stdout, read, reason, use_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE, FAILED, USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141  # the last two are what shells make of SIGINT and SIGPIPE

#: The commands and their formats, the default first. `clean` goes without saying.
FORMATS = {"clean": ("text", "json", "markdown"), "explain": ("text", "json"), "filters": ("text",)}

#: The commands with options of their own: the module whose `main` takes what stands behind the command's word.
MODULES = {"learn": "cleaner.cli.learn", "batch": "cleaner.cli.batch"}

USAGES = """cleaner [options] [FILE ...]            write the article in each FILE
       cleaner explain [options] [FILE ...]    show where every line went, and why
       cleaner filters [options]               list the filters in the order in which they run
       cleaner learn [options] DIR|FILE ...    learn what sites repeat (see cleaner learn --help)
       cleaner batch [options] IN ... -o OUT   clean a corpus (see `cleaner batch --help`)"""

EPILOG = """\
A FILE is plain text or HTML, in any encoding that can be told. Without a FILE, or where FILE is -, it comes from
standard input. What is written is UTF-8.

A first word `explain`, `filters`, `learn` or `batch` is the command even where there is a file of that name: ./explain is
the file.
`cleaner explain` has colours on a terminal, unless NO_COLOR is set or TERM is dumb.

exit codes: 0 fine; 1 an input could not be read (the rest was done) or the output not be written; 2 wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    use_utf8()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = import_module(MODULES[given[0]]).main(given[1:]) if given and given[0] in MODULES else run(parse(given))
        if sys.stdout is not None:
            sys.stdout.flush()  # now, while a reader that went away can still be told from an error
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        leave_stdout()
        return BROKEN_PIPE
    except OutputError as error:
        complain(str(error))
        return FAILED
    except OSError as error:  # no input's: those are told of where they are read
        leave_stdout()
        complain(f"standard output: {reason(error)}")
        return FAILED
    return code


def run(args: argparse.Namespace) -> int:
    """Do what the parsed arguments ask for and return the exit code."""
    with closing(Output(args.output)) as output:
        if args.command == "filters":
            output.write(show.filters(args.pipeline))
            return FINE
        code = FINE
        for name in args.files:
            try:
                source = read(name)
            except OSError as error:
                complain(f"{name}: {reason(error)}")
                code = FAILED
                continue
            request = show.Request(name, args.pipeline, args.url, output.takes_colour(), args.kind)
            try:
                shown = show.FORMS[args.command, args.format](source, request)
            except ValueError as error:  # compressed, or beyond the limits of what is read
                complain(f"{name}: {error}")
                code = FAILED
                continue
            if len(args.files) > 1 and args.format != "json":
                shown = show.headed(shown, name, args.format, first=output.empty)
            output.write(shown)
    return code


def parse(given: Sequence[str]) -> argparse.Namespace:
    """Return the arguments with `command`, `files` and `pipeline` read from them; exit with 2 when they make no sense."""
    parser = _parser()
    given = list(given)
    options_end = given.index("--") if "--" in given else len(given)  # parse_intermixed_args does not know it
    args = parser.parse_intermixed_args(given[:options_end])
    args.command = args.words.pop(0) if args.words[:1] in (["explain"], ["filters"]) else "clean"
    formats = FORMATS[args.command]
    args.format = args.format or formats[0]
    if args.format not in formats:
        what = "an article" if args.command == "clean" else f"`cleaner {args.command}`"
        parser.error(f"--format {args.format}: {what} is written as {', '.join(formats)}")
    args.files = [*args.words, *given[options_end + 1 :]]
    if args.command == "filters" and args.files:
        parser.error(f"`cleaner filters` reads no file, and there is {args.files[0]}")
    args.files = args.files or ["-"]
    if args.output is not None and args.output.is_file():
        for name in args.files:
            if Path(name).exists() and args.output.samefile(name):
                parser.error(f"--output {args.output} is an input too")
    try:
        args.pipeline = edited(args)
    except LookupError as error:
        parser.exit(USAGE, f"cleaner: {error.args[0]}\n")
    return args


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner",
        usage=USAGES,
        description="Turn scraped news into clean articles.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("words", nargs="*", metavar="FILE", help="a file to read; - is standard input")
    parser.add_argument("--format", metavar="FORMAT", help="text (the default), json (an object a line for each FILE), markdown")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to FILE, not to standard output")
    add_pipeline_options(parser)
    parser.add_argument("--url", help="the address of the page that the text comes from")
    parser.add_argument("--kind", choices=("text", "html"), help="what the input is (by default that is told by its look)")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser
