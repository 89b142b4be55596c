"""The first words of a line whose rest is free: "Read more: ...", "Photo: ...", "By ..."."""

from __future__ import annotations

import re
from functools import cache

from cleaner import resources


@cache
def pattern(name: str) -> str:
    """Return a pattern (no groups) of the labels `name` in all languages, the longest first; letter case is up to the caller."""
    found = sorted(resources.table("labels").get(name, ()), key=lambda label: (-len(label), label))
    return "(?:" + "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in found) + ")" if found else r"(?!)"


@cache
def openings(name: str) -> frozenset[str]:
    """Return the first three letters of each label, small: a quick way to pass over lines that cannot open with one."""
    return frozenset(label.casefold()[:3] for label in resources.table("labels").get(name, ()))
