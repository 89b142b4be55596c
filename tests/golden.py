"""Whole articles and what becomes of them: `python -m tests.golden [slug...]` rewrites what the tests expect.

A fixture is a folder: `input.txt` (UTF-8, given to the library as str) or `input.bin` (given as bytes), and
`expected.json`. This command is the only thing that writes `expected.json`; it prints what it changed, so that every
change is looked at. A fixture in `known_failures.json` states what is right, not what the library does today: it is
left alone unless it is named.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import Any

from cleaner import Article, Explanation, explain

FIXTURES = Path(__file__).parent / "fixtures"
KNOWN_FAILURES = FIXTURES / "known_failures.json"


def slugs() -> list[str]:
    """Return the names of all fixtures."""
    return sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())


def known_failures() -> dict[str, str]:
    """Return the fixtures that the library gets wrong today, each with what is wrong."""
    found: dict[str, str] = json.loads(KNOWN_FAILURES.read_text("utf-8"))
    return found


def source(slug: str) -> str | bytes:
    """Return the fixture's input: str from `input.txt`, bytes from `input.bin`."""
    text, raw = FIXTURES / slug / "input.txt", FIXTURES / slug / "input.bin"
    return text.read_bytes().decode("utf-8") if text.exists() else raw.read_bytes()


def outcome(slug: str) -> dict[str, Any]:
    """Return what the library makes of the fixture today, in the shape of `expected.json`."""
    explanation = explain(source(slug))
    article = explanation.article
    return {
        "title": article.title,
        "deck": article.deck,
        "byline": article.byline,
        "date": article.date,
        "body": list(article.paragraphs),
        "captions": list(article.captions),
        "credits": list(article.credits),
        "notes": list(article.notes),
        "removed": removals(explanation, article),
    }


def removals(explanation: Explanation, article: Article) -> list[list[str]]:
    """Return [filter, text] for what was removed; neighbours on one line under one filter count as one."""
    rows: list[list[str]] = []
    end = 0
    for removal in article.removed:
        between = explanation.document.text[end : removal.start]
        text = " ".join(removal.text.split())
        if rows and rows[-1][0] == removal.filter and not between.strip() and between.splitlines() in ([], [between]):
            rows[-1][1] += (" " if between else "") + text
        else:
            rows.append([removal.filter, text])
        end = removal.end
    return rows


def rendered(value: dict[str, Any]) -> str:
    """Return the text of an `expected.json`."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def expected(slug: str) -> dict[str, Any] | None:
    """Return what the fixture's `expected.json` says, None when there is none."""
    file = FIXTURES / slug / "expected.json"
    found: dict[str, Any] | None = json.loads(file.read_text("utf-8")) if file.exists() else None
    return found


def changes(slug: str, before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    """Return a unified diff of two outcomes, empty when they agree."""
    old = rendered(before).splitlines() if before is not None else []
    return "\n".join(
        difflib.unified_diff(old, rendered(after).splitlines(), f"{slug} (expected)", f"{slug} (today)", lineterm="", n=1)
    )


def main(arguments: list[str]) -> int:
    """Rewrite the fixtures named, or all; print what changed."""
    unknown = set(arguments) - set(slugs())
    if unknown:
        print(f"no fixture {', '.join(sorted(unknown))} under {FIXTURES}", file=sys.stderr)
        return 2
    skipped = set() if arguments else set(known_failures())
    for slug in arguments or slugs():
        if slug in skipped:
            continue
        today = outcome(slug)
        diff = changes(slug, expected(slug), today)
        if diff:
            print(diff)
            (FIXTURES / slug / "expected.json").write_text(rendered(today), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
