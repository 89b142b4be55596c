"""How well the frame of HTML pages is read: title, authors, date and deck against the gold.

    python -m training.frame --data ../shared/data [--misses title]

Shares of pages, by set and split. A title is right when all its tokens are; authors when the sets of names are the same
(letters alone, in small letters); a date when its day is, and in full (`moment`) where the gold has a time. A deck is right
when its tokens are, and wrong where the gold has none or another; `cost` is the share of pages that lose body to it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.data import SETS, SPLITS, split_of
from bench.metrics import same_title, shingles
from cleaner import Article, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_AND = re.compile(r"\s*(?:,\s*and\s|,|&|\band\b|\bund\b)\s*")  # the gold of some pages has all names in one line


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the pages of a set with their HTML and their gold."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def bare(name: str) -> str:
    """Return a name as it is compared: letters alone, in small letters and without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if char.isalnum())


def same_day(found: str | None, gold: str) -> bool:
    """Tell whether both name one day; the zone of either counts, as publishers write one moment in several."""
    if not found:
        return False
    return bool(days(found) & days(gold))


def days(date: str) -> set[str]:
    """Return the day of a date as it is written, and in UTC where it has a time and a zone."""
    found = {date[:10]}
    moment = parsed(date)
    if moment is not None and moment.tzinfo is not None:
        found.add(moment.astimezone(timezone.utc).date().isoformat())
    return found


def parsed(date: str) -> datetime | None:
    """Return the moment that an ISO 8601 date names, None where it cannot be read."""
    try:
        return datetime.fromisoformat(date.replace("Z", "+00:00"))
    except ValueError:
        return None


def same_moment(found: str | None, gold: str) -> bool:
    """Tell whether both name one minute, or, if a zone is missing on one side, the same figures."""
    one, other = parsed(found or ""), parsed(gold)
    if one is None or other is None:
        return False
    if one.tzinfo is None or other.tzinfo is None:
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def judged(article: Article, row: dict[str, Any]) -> dict[str, bool]:
    """Return what is right about the article's frame, measure by measure; those that the gold says nothing of are left out."""
    found = {"title": same_title(article.title, row["title"])}
    gold = {bare(name) for line in row["authors"] or () for name in _AND.split(line) if bare(name)}
    if gold:
        names = {bare(name) for name in article.authors}
        found |= {"authors": names == gold, "author_hit": bool(names & gold), "author_wrong": bool(names - gold)}
    else:
        found["author_none"] = not article.authors
    if row["date"] and len(row["date"]) >= 10:
        found["day"] = same_day(article.date, row["date"])
        if len(row["date"]) > 10:
            found["moment"] = same_moment(article.date, row["date"])
    else:
        found["day_none"] = article.date is None
    if row["deck"]:
        found["deck"] = same_title(article.deck, row["deck"])
        found["deck_other"] = article.deck is not None and not found["deck"]
    else:
        found["deck_none"] = article.deck is None
    taken = shingles(article.deck or "")
    found["cost"] = not found.get("deck") and (taken & shingles(row["body"])).total() > taken.total() / 2
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--misses", metavar="MEASURE", help="print the pages on which this is wrong")
    options = parser.parse_args(arguments)
    for name in SETS:
        scores: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
        for row in rows(options.data, name):
            split = split_of(row["site"])
            if options.split in (None, split):
                article = clean(row["html"], url=row["url"], kind="html")
                found = judged(article, row)
                for measure, right in found.items():
                    scores[split][measure].append(right)
                if found.get(options.misses or "") is False:
                    print(f"{name} {row['id']}\n  gold  {row['title']!r} {row['authors']} {row['date']} {row['deck']!r}")
                    print(f"  found {article.title!r} {article.authors} {article.date} {article.deck!r} | {article.byline!r}")
        for split, measures in sorted(scores.items()):
            shown = "  ".join(f"{key} {sum(value) / len(value):.3f} ({len(value)})" for key, value in measures.items())
            print(f"{name} {split}: {shown}")


if __name__ == "__main__":
    main()
