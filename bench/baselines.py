"""What a pipeline does today: line rules that were published with the large web corpora.

Only the rules on lines are here. The rules that drop a whole page (C4's "lorem ipsum", curly brackets, too few sentences,
bad words; RefinedWeb's share of removed words) are left out: on pages that are known to be articles they could only lose.
"""

from __future__ import annotations

import re

_END_MARKS = (".", "?", "!", '"', "”")
_POLICY = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")
_CITATION = re.compile(r"\[\d*\]|\[edit\]|\[citation needed\]")

_COUNTED = "likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers"
_COUNTER = re.compile(rf"\W*\d[\d.,]*[KkMmBb]?\s+(?:{_COUNTED})\W*")
_SHORT_EDITS = re.compile(r"^\W*sign[ -]in\b\W*|\bread more\b\W*$|\bitems in cart\b", re.IGNORECASE)


def nothing(text: str) -> str:
    """Return the text as it came."""
    return text


def c4(text: str) -> str:
    """Return the lines that C4 keeps (Raffel et al. 2020, section 2.2; thresholds of the released `c4_utils.py`).

    A line stays if it ends in a terminal mark (and not in an ellipsis), has five words or more (the release; the paper
    says three), does not speak of JavaScript and holds no phrase of a policy notice. Wikipedia's citation marks go. The
    paper's "end quotation mark" is read as " or ”; the release has only the first.
    """
    return "\n".join(line for line in map(_without_citations, text.splitlines()) if _c4_keeps(line))


def _without_citations(line: str) -> str:
    return _CITATION.sub("", line.strip())


def _c4_keeps(line: str) -> bool:
    low = line.lower()
    return (
        line.endswith(_END_MARKS)
        and not line.endswith("...")
        and len(line.split()) >= 5
        and "javascript" not in low
        and not any(phrase in low for phrase in _POLICY)
    )


def refinedweb(text: str) -> str:
    """Return the lines that RefinedWeb keeps (Penedo et al. 2023, appendix G.2, line-wise corrections).

    A line goes if it is mainly capitals, only digits, a counter ("3 likes") or one word; a line of ten words or fewer loses
    "sign-in" at its start, "read more" at its end and "items in cart" anywhere. The paper gives examples, not lists: the
    share of capitals (more than half the characters) and the counted things are those of DCLM's reading (Li et al. 2024).
    """
    return "\n".join(_edited(line) for line in map(str.strip, text.splitlines()) if _refinedweb_keeps(line))


def _refinedweb_keeps(line: str) -> bool:
    return (
        len(line.split()) > 1
        and sum(map(str.isupper, line)) <= len(line) / 2
        and not line.replace(" ", "").isdigit()
        and not _COUNTER.fullmatch(line)
    )


def _edited(line: str) -> str:
    return _SHORT_EDITS.sub("", line) if len(line.split()) <= 10 else line
