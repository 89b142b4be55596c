"""Single lines: what each filter must take, and what it must not.

`cases/<filter>.json` is `{"take": [...], "keep": [...]}`. A case is `{"line": ..., "where": "top" | "middle" | "end"}`:
the line is put above the headline, after the third paragraph or after the last one of the article below. Optional keys:

- `before`, `after`: lists of lines to stand around it, in the place of the article;
- `page`: the body of an HTML page in the place of the article, in which `{line}` is the line and `{story}` the article's
  paragraphs; `head` is what its head has. The line that counts is the last that the page has so;
- `join`: what stands between lines, a blank line unless it says else;
- `part`: the piece of the line that must be taken, when it is not the whole line;
- `into`: where a line must go that is taken: "captions", "credits", "notes", "title", "deck", "byline", "date", "body",
  or "removed", which is where it must go unless it says else or names another filter;
- `by`: another filter, or several, whose mark on the line will do as well;
- `fails`: what the library gets wrong here today. The case must fail as long as it says so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cleaner import PIPELINE, Explanation, Phrases, explain
from cleaner.document import count_words, ends_sentence
from cleaner.pipeline import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.article import Segment

CASES = Path(__file__).parent / "cases"
# Whole pages are their cases, not lines: tests/test_figure.py and tests/test_labeller.py have them.
WHOLE_PAGES = ("figure", "stray", "first_look", "labeller", "second_opinion")
HEADLINE = "Harbour council votes to move the fish market"
STORY = (
    (
        "The council of Port Arden voted on Tuesday to move the fish market from the old quay to a new hall beside the railway, "
        "ending a dispute that has divided the town for the better part of six years."
    ),
    (
        "Eleven of the nineteen members were in favour after a debate that lasted until shortly before midnight, and that was "
        "interrupted twice by traders who had filled the public benches and refused to leave the room."
    ),
    (
        "The mayor, Ines Calloway, told the meeting that the old quay could not be repaired at a price that the town could pay, "
        "and that nobody who had seen the engineers' report could honestly say that it was safe to go on as before."
    ),
    (
        "Traders are not convinced, and several of them said in the corridor that the new hall was too small, too far from the "
        "boats and too close to the motorway, which would make the early morning deliveries slower and more expensive."
    ),
    (
        "Building work is expected to begin in the spring and to last about fourteen months, during which the market will be "
        "held under canvas on the football ground, where the rent will be half of what the traders have been paying so far."
    ),
)
FIELDS = {"captions": "caption", "credits": "credit", "notes": "note", "title": "title", "deck": "deck", "byline": "byline"}
FIELDS |= {"date": "date", "body": "body", "removed": "boilerplate"}
FILTERS = {name_of(filter_): filter_ for filter_ in PIPELINE}


def _cases(side: str) -> Iterator[Any]:
    for file in sorted(CASES.glob("*.json")):
        for i, case in enumerate(json.loads(file.read_text("utf-8"))[side]):
            marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
            yield pytest.param(file.stem, case, id=f"{file.stem}-{i}-{case['line'][:40]}", marks=marks)


def _lines(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the lines before and after the case's line."""
    if "before" in case or "after" in case:
        return case.get("before", []), case.get("after", [])
    where = {"top": 0, "middle": 4, "end": 6}[case["where"]]
    article = [HEADLINE, *STORY]
    return article[:where], article[where:]


def _explained(case: dict[str, Any]) -> tuple[Explanation, int, int]:
    """Return what becomes of the text around the case's line, and the span that the case is about."""
    if "page" in case:
        return _explained_page(case)
    join = case.get("join", "\n\n")
    before, after = _lines(case)
    text = join.join((*before, case["line"], *after))
    start = len(join.join((*before, "")))
    piece = case.get("part", case["line"])
    start += case["line"].index(piece)
    return explain(text), start, start + len(piece)


def _explained_page(case: dict[str, Any]) -> tuple[Explanation, int, int]:
    """Return the same of a case that is an HTML page."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    body = case["page"].replace("{line}", case["line"]).replace("{story}", story)
    found = explain(f"<!doctype html><html><head>{case.get('head', '')}</head><body>{body}</body></html>", url=case.get("url"))
    piece = case.get("part", case["line"])
    start = found.document.text.rindex(piece)
    return found, start, start + len(piece)


def _over(explanation: Explanation, start: int, end: int) -> list[Segment]:
    """Return the segments that hold the characters of a span, white space apart."""
    text = explanation.document.text
    found = (part for part in explanation.segments if part.start < end and start < part.end)
    return [part for part in found if text[max(part.start, start) : min(part.end, end)].strip()]


def _accepted(name: str, case: dict[str, Any]) -> set[str]:
    by = case.get("by", [])
    return {name, *([by] if isinstance(by, str) else by)}


@pytest.mark.parametrize(("name", "case"), list(_cases("take")))
def test_take(name: str, case: dict[str, Any]) -> None:
    """The line leaves title, deck and body, and the filter says so."""
    explanation, start, end = _explained(case)
    parts = _over(explanation, start, end)
    labels = {part.label.value for part in parts}
    if "into" in case:
        assert FIELDS[case["into"]] in labels, explanation.listing()
        labels.discard(FIELDS[case["into"]])
    assert not labels & {"title", "deck", "body"}, explanation.listing()
    assert {part.filter for part in parts} & _accepted(name, case), explanation.listing()


@pytest.mark.parametrize(("name", "case"), list(_cases("keep")))
def test_keep(name: str, case: dict[str, Any]) -> None:
    """The line is wholly in the body."""
    explanation, start, end = _explained(case)
    lost = [part for part in _over(explanation, start, end) if part.label.value != "body"]
    assert not lost, f"cases/{name}.json\n{explanation.listing()}"
    assert " ".join(explanation.document.text[start:end].split()) in " ".join(explanation.article.body.split())


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in WHOLE_PAGES])
def test_every_filter_has_cases(name: str) -> None:
    """Every filter has a file of cases, with three lines at least on either side."""
    file = CASES / f"{name}.json"
    assert file.exists(), f"write tests/cases/{name}.json: lines that the filter must take, and lines that it must not"
    cases = json.loads(file.read_text("utf-8"))
    assert set(cases) == {"take", "keep"}
    assert len(cases["take"]) >= 3, f"{name}: fewer than three lines to take"
    assert len(cases["keep"]) >= 3, f"{name}: fewer than three lines to keep"


@pytest.mark.parametrize("name", [name for name, filter_ in FILTERS.items() if isinstance(filter_, Phrases)])
def test_kept_lines_of_phrases_are_sentences(name: str) -> None:
    """What a family of phrases must keep could stand in a story: it is a sentence."""
    file = CASES / f"{name}.json"
    for case in json.loads(file.read_text("utf-8"))["keep"] if file.exists() else ():
        assert ends_sentence(case["line"]), case["line"]
        assert count_words(case["line"]) >= 3, case["line"]


def test_cases_are_well_formed() -> None:
    """Every file belongs to a filter, and every case has the keys it needs and no others."""
    optional = {"before", "after", "join", "part", "into", "by", "fails", "page", "head", "url"}
    for file in CASES.glob("*.json"):
        assert file.stem in FILTERS, f"{file.name} belongs to no filter"
        cases = json.loads(file.read_text("utf-8"))
        for case in (*cases["take"], *cases["keep"]):
            assert case.keys() <= {"line", "where", *optional}, case
            assert case.get("where") in ("top", "middle", "end") or {"before", "after", "page"} & case.keys(), case


def test_the_article_is_kept_whole() -> None:
    """The article that the lines are put into is left as it is."""
    article = explain("\n\n".join((HEADLINE, *STORY))).article
    assert article.title == HEADLINE
    assert article.paragraphs == STORY
    assert article.removed == ()
