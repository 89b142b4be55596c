"""The parts of README.md that are made from the code: `python -m tests.readme` (`make readme`) rewrites them.

A part stands between `<!-- name -->` and `<!-- /name -->`, each on a line of its own.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from cleaner import explain
from cleaner.cli.show import chapters

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SEED = ROOT / "seeds" / "000_2d71a5276bdd5cac.txt"
WIDEST = 60  # characters of the text in a line of the listing


def filters() -> str:
    """Return the table of the filters."""
    rows = ["| | filter | what it takes |", "|---|---|---|"]
    for heading, found in chapters():
        rows.append(f"| | **{heading}** | |")
        rows += [f"| {number} | `{name}` | {about.replace('|', '&#124;')} |" for number, name, about in found]
    return "\n".join(rows)


def listing() -> str:
    """Return the explanation of the seed, the text of its long lines cut short."""
    explanation = explain(SEED.read_bytes())
    rows = []
    for (_, _, _, text), row in zip(explanation.lines(), explanation.listing().split("\n"), strict=True):
        short = text if len(text) <= WIDEST else f"{text[: WIDEST - 1].rstrip()}…"
        rows.append(row.replace(f"| {text}", f"| {short}", 1))
    return "\n".join(["```", *rows, "```"])


PARTS = {"explain": listing, "filters": filters}


def rewritten(text: str) -> str:
    """Return README.md's `text` with every part as the code makes it. LookupError when a part's marks are not there."""
    for name, make in PARTS.items():
        pattern = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=\n<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(text):
            raise LookupError(f"README.md has no <!-- {name} --> ... <!-- /{name} -->, each on a line of its own")
        made = make()
        text = pattern.sub(lambda _, made=made: made, text, count=1)  # type: ignore[misc]
    return text


def main() -> int:
    """Rewrite README.md and say whether anything changed."""
    old = README.read_text("utf-8")
    new = rewritten(old)
    if new != old:
        README.write_text(new, "utf-8")
    print("README.md: " + ("rewritten" if new != old else "as it should be"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
