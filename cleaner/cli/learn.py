"""`cleaner learn [options] DIR | FILE ... -o DIR`: the profiles of the sites whose pages are in the files."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.cli.streams import OutputError, complain, reason
from cleaner.profile import Counts, Profile, Profiles
from cleaner.profile.counts import FEWEST, count_page
from cleaner.profile.profile import STALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FINE, FAILED, USAGE = 0, 1, 2

PAGES, ROWS = (".txt", ".text", ".md", ".html", ".htm"), (".jsonl", ".jsonl.gz")
TEXTS = ("html", "text", "content")  # the fields of a row that are looked at for the page, in this order

EPILOG = f"""\
A DIR is searched for files that end in {", ".join((*PAGES, *ROWS))}. A file is a page, or, if its name ends in
{" or ".join(ROWS)}, has a page a line as a JSON object with its address in the field `url`. The site is taken from the
address. Pages in files of their own have none: name their site with --site.

Writes DIR/<site>.json for each site with {FEWEST} pages and more, over the profile that is there, and says so when that one
no longer fits the site. `cleaner learn --show FILE.json` prints a profile as a table.

exit codes: 0 fine; 1 an input could not be read (the rest was done) or a profile not be written; 2 wrong usage
"""


class Page(NamedTuple):
    """A page found in a file: its address if there is one, and its source."""

    url: str | None
    source: str | bytes


def main(arguments: Sequence[str]) -> int:
    """Do what `cleaner learn` is asked for and return the exit code."""
    args = _parser().parse_args(arguments)
    if args.show:
        return _show(args.paths)
    counts: dict[str, Counts] = {}
    code = FINE
    for path in args.paths:
        for file in _files(path):
            try:
                left_out = _count(file, args, counts)
            except (OSError, EOFError, ValueError) as error:
                complain(f"{file}: {reason(error) if isinstance(error, OSError) else error}")
                code = FAILED
                continue
            if left_out:
                complain(f"{file}: {left_out} pages without an address that names their site; name it with --site")
                code = FAILED
    if not counts:
        complain("no pages to learn from")
        return FAILED
    _write(counts, args.output)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner learn",
        description="Learn what sites repeat on their pages, for `Profiles` to take away.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="DIR|FILE", help="pages of one site or of several")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("profiles"), metavar="DIR", help="where profiles go (%(default)s)"
    )
    parser.add_argument("--site", help="the site of pages without an address")
    parser.add_argument(
        "--field", metavar="NAME", help=f"the field of a row that holds the page (the first of {', '.join(TEXTS)})"
    )
    parser.add_argument("--show", action="store_true", help="print the profiles in the files as tables, and learn nothing")
    return parser


def _show(paths: Sequence[Path]) -> int:
    """Print each profile as a table."""
    code = FINE
    for path in paths:
        profile = _loaded(path)
        if profile is None:
            code = FAILED
        else:
            print(profile.report(most=sys.maxsize))  # noqa: T201  (its output)
    return code


def _loaded(path: Path) -> Profile | None:
    """Return the profile in a file, or None, and say why."""
    try:
        return Profile.load(path)
    except OSError as error:
        complain(f"{path}: {reason(error)}")
    except ValueError as error:
        complain(str(error))
    return None


def _files(path: Path) -> Iterator[Path]:
    """Yield the files of pages in a folder and below it, or the file itself."""
    if not path.is_dir():
        yield path
        return
    yield from sorted(file for file in path.rglob("*") if file.name.lower().endswith((*PAGES, *ROWS)) and file.is_file())


def _count(file: Path, args: argparse.Namespace, counts: dict[str, Counts]) -> int:
    """Count the pages of a file under their sites; return how many were left out for want of a site."""
    return sum(not count_page(counts, page.url, page.source, args.site) for page in _pages(file, args.field))


def _pages(file: Path, field: str | None) -> Iterator[Page]:
    """Yield the pages in a file. OSError if it cannot be read, ValueError if a line holds no page."""
    name = file.name.lower()
    if not name.endswith(ROWS):
        yield Page(None, file.read_bytes())
        return
    with gzip.open(file, "rb") if name.endswith(".gz") else file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, number, field)


def _row(line: bytes, number: int, field: str | None) -> Page:
    """Return the page in a row."""
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError(f"line {number} is no JSON object")  # noqa: TRY004  (the value of a file's line, not of an argument)
    source = next((row[name] for name in ((field,) if field else TEXTS) if isinstance(row.get(name), str)), None)
    if source is None:
        raise ValueError(f"line {number} has no text in {field or ', '.join(TEXTS)}; name the field with --field")
    url = row.get("url")
    return Page(url if isinstance(url, str) else None, source)


def _write(counts: dict[str, Counts], folder: Path) -> None:
    """Write the profiles and a line about each. OutputError when one cannot be written."""
    alone = [site for site, found in sorted(counts.items()) if found.pages < FEWEST]
    if alone:
        complain(f"no profile for {len(alone)} sites with a single page, which repeats nothing: {', '.join(alone[:3])} ...")
    for site, found in sorted(counts.items()):
        if site in alone:
            continue
        file, profile = folder / f"{site}.json", found.profile()
        changed = _changed(file, found)
        try:
            Profiles((profile,)).save(folder)
        except OSError as error:
            raise OutputError(f"{file}: {reason(error)}") from error
        print(f"{file}: {profile.pages} pages, {len(profile.lines)} lines and runs{changed}")  # noqa: T201  (its output)


def _changed(file: Path, counts: Counts) -> str:
    """Return what to say of the profile that is there already, if these pages no longer have its lines."""
    try:
        missing = counts.missing(Profile.load(file))
    except (OSError, ValueError):
        return ""
    return f"; the site has changed: {missing:.0%} of what stood on its pages is gone" if missing >= STALE else ""
