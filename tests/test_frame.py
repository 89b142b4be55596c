"""The frame of HTML pages: title, deck, byline, authors and date, from the head and from what the page shows."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Article, clean, explain, resources, titles, told
from cleaner.read import read

TITLE = "Ferry runs aground in thick fog"
STORY = (
    "The ferry that links the islands with the mainland ran aground on Sunday evening with ninety people on board, the coast guard said.",
    "Nobody was hurt, and all of the passengers had been brought ashore by midnight in lifeboats from three of the neighbouring harbours.",
    "The captain told the radio that he had lost sight of the light on the mole a few minutes before he felt the keel touch the sand.",
)
DECK = "Ninety passengers are brought ashore in lifeboats, and nobody is hurt."


def page(head: str = "", above: str = f"<h1>{TITLE}</h1>", below: str = "") -> str:
    """Return an HTML page with a story, what is above it, and what its head has."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return f"<!doctype html><html><head>{head}</head><body><nav>News</nav><main>{above}<div>{story}</div>{below}</main></body></html>"


def linked(**values: Any) -> str:
    """Return JSON-LD of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def meta(name: str, content: str) -> str:
    """Return a meta tag."""
    return f'<meta property="{name}" content="{content}">'


def read_page(*parts: str, **options: Any) -> Article:
    """Return the article of a page."""
    return clean(page(*parts), **options)


# --- title --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (f"<title>{TITLE} | Isle Times</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - News - Isle Times</title>" + meta("og:title", TITLE), "<p>Menu</p>"),
        (f"<title>{TITLE} | Isle Times</title>" + meta("og:site_name", "Isle Times"), "<h1>Isle Times</h1>"),
        (meta("og:title", "Ferry aground: ninety rescued") + linked(headline=TITLE), f"<h1>{TITLE}</h1>"),
        ("", f"<h1>{TITLE}</h1>"),
        ("<title>Ferry runs a\u00adground in thick fog</title>", f"<h1>{TITLE}</h1>"),
        (meta("og:title", "Ferry runs aground in thick&amp;nbsp;fog"), "<p>Menu</p>"),
    ],
)
def test_title(head: str, above: str) -> None:
    """The title stands without the site's name and the section, wherever it is found."""
    assert read_page(head, above).title == TITLE


def test_title_is_shown_text() -> None:
    """The mark is on the line that the page shows; the head's copies are removed, each with a reason."""
    found = explain(page(f"<title>{TITLE} | Isle Times</title>" + meta("og:title", TITLE)))
    title = next(part for part in found.segments if part.label.value == "title")
    assert title.start > found.document.text.index("News")
    assert [removal.text for removal in found.article.removed][:2] == [f"{TITLE} | Isle Times", TITLE]


def test_every_sign_has_a_weight() -> None:
    """The weights that were fitted are those of the signs that are looked at."""
    doc = read(page(f"<title>{TITLE}</title>"))
    survey = titles.survey(doc)
    found = titles.signs(doc, survey, titles.candidates(doc, survey))
    assert {frozenset(each) for each in found} == {frozenset(resources.title_weights())}


def test_no_title() -> None:
    """A page that calls itself nothing has no title, and no line of its story is taken for one."""
    article = read_page("", "")
    assert article.title is None
    assert article.paragraphs[-3:] == STORY


# --- authors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "line", "authors", "byline"),
    [
        (linked(author={"@type": "Person", "name": "Lena Ortiz"}), "<p>By Lena Ortiz</p>", ("Lena Ortiz",), "By Lena Ortiz"),
        (linked(author=[{"name": "Lena Ortiz"}, {"name": "Tom Hale"}]), "", ("Lena Ortiz", "Tom Hale"), "Lena Ortiz Tom Hale"),
        (linked(author="Lena Ortiz and Tom Hale"), "", ("Lena Ortiz", "Tom Hale"), "Lena Ortiz and Tom Hale"),
        ("", "<p>By Lena Ortiz and Tom Hale</p>", ("Lena Ortiz", "Tom Hale"), "By Lena Ortiz and Tom Hale"),
        ("", "<p class='byline'>Lena Ortiz, Harbour Editor</p>", ("Lena Ortiz",), "Lena Ortiz, Harbour Editor"),
        (meta("author", "admin"), "<p>By Lena Ortiz</p>", ("Lena Ortiz",), "By Lena Ortiz"),
        (meta("author", "Isle Times") + meta("og:site_name", "Isle Times"), "", (), "Isle Times"),
        (meta("author", "https://isle.example/lena"), "", (), None),
        (meta("author", "Max Pell"), "<p>By Lena Ortiz</p>", ("Lena Ortiz",), "By Lena Ortiz"),
        (
            "",
            "<p>By Lena Ortiz Senior Harbour Editor</p><p>By Lena Ortiz</p>",
            ("Lena Ortiz",),
            "By Lena Ortiz Senior Harbour Editor",
        ),
        (linked(author=[{"name": "Lena Ortiz"}, {"name": "lena ortiz"}]), "", ("Lena Ortiz",), "Lena Ortiz lena ortiz"),
        (
            meta("author", "Lena Ortiz"),
            "<p>3 March 2024 Lena Ortiz Fishing, Harbour 3 Comments</p>",
            ("Lena Ortiz",),
            "Lena Ortiz",
        ),
        (meta("author", "Lena Ortiz"), "<p>Lena Ortiz</p><p class='author'>Harbour Letters</p>", ("Lena Ortiz",), "Lena Ortiz"),
        ("", "<p>By Lena Ortiz</p><p>Fact checked by: Paul Dray</p>", ("Lena Ortiz",), "By Lena Ortiz"),
        ("", "<p class='authors'>Authors:Lena Ortiz, Tom Hale</p>", ("Lena Ortiz", "Tom Hale"), "Authors:Lena Ortiz, Tom Hale"),
        ("", "<p class='author'>記事</p>", (), None),
        (meta("author", "No Author"), "<p>by Lena Ortiz ● March 3, 2024 ● 6 min read</p>", ("Lena Ortiz",), "by Lena Ortiz"),
        ("", "<p>Published March 3, 2024 by Lena Ortiz</p>", ("Lena Ortiz",), "Published by Lena Ortiz"),
        ("", "<p class='author'>ByJ.R. Ortiz</p>", ("J.R. Ortiz",), "ByJ.R. Ortiz"),
        (
            linked(author="Lena Ortiz")
            + '<script type="application/ld+json">{"@type": ["Person", "Organization"], "name": "Lena Ortiz"}</script>',
            "",
            ("Lena Ortiz",),
            "Lena Ortiz",
        ),
    ],
)
def test_authors(head: str, line: str, authors: tuple[str, ...], byline: str | None) -> None:
    """Authors are names of people, each once; the byline is the line as the page shows it."""
    article = read_page(head, f"<h1>{TITLE}</h1>{line}")
    assert (article.authors, article.byline) == (authors, byline)
    assert article.paragraphs[-3:] == STORY


def test_a_sentence_is_no_byline() -> None:
    """A story may open with the name of its author."""
    line = "Lena Ortiz went down to the quay before it was light."
    article = clean(page(meta("author", "Lena Ortiz")).replace("<div><p>", f"<div><p>{line}</p><p>"))
    assert article.paragraphs[0] == line
    assert article.byline == "Lena Ortiz"


# --- date ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "line", "date"),
    [
        (
            linked(datePublished="2024-03-05T18:30:00+01:00", dateModified="2024-03-06T09:00:00+01:00"),
            "",
            "2024-03-05T18:30+01:00",
        ),
        (meta("article:published_time", "2024-03-05T17:30:00Z"), "<p>6 March 2024</p>", "2024-03-05T17:30+00:00"),
        (
            linked(datePublished="2024-03-05") + meta("article:published_time", "2024-03-05T17:30:00Z"),
            "",
            "2024-03-05T17:30+00:00",
        ),
        (linked(datePublished="yesterday"), "<p>5 March 2024</p>", "2024-03-05"),
        ("", "<p>5 March 2024</p>", "2024-03-05"),
        ("", "<p>Updated 7 March 2024</p><p>5 March 2024</p>", "2024-03-05"),
        ("", "<p><time datetime='2024-03-05T18:30:00+01:00'>5 March 2024</time></p>", "2024-03-05T18:30+01:00"),
        ("", "<p><time datetime='2024-03-05T18:30:00+01:00'>two days ago</time></p>", "2024-03-05T18:30+01:00"),
        ("", "", None),
    ],
)
def test_date(head: str, line: str, date: str | None) -> None:
    """The day of publication counts, first as the head has it, then as the page shows it."""
    article = read_page(head, f"<h1>{TITLE}</h1>{line}")
    assert article.date == date
    assert article.paragraphs[-3:] == STORY


# --- deck ---------------------------------------------------------------------------------------------------------------


def test_deck_of_news() -> None:
    """A news page's summary under its headline, set apart from the story, is the deck; a copy in the story's own container is not."""
    head = linked(headline=TITLE) + meta("og:description", DECK)
    assert read_page(head, f"<header><h1>{TITLE}</h1><p>{DECK}</p></header>").deck == DECK
    inside = page(head, "").replace("<div><p>", f"<div><h1>{TITLE}</h1><p>{DECK}</p><p>")
    assert clean(inside).deck is None
    assert clean(inside).paragraphs[-4:] == (DECK, *STORY)


def test_deck_in_two_lines() -> None:
    """Lines of one class are one deck."""
    lines = "".join(f"<h2 class='subtitle'>{line}</h2>" for line in (DECK, "The captain lost sight of the light."))
    article = read_page(linked(headline=TITLE), f"<h1>{TITLE}</h1><div>{lines}</div>")
    assert article.deck == f"{DECK} The captain lost sight of the light."


def test_no_deck_on_a_guide() -> None:
    """Guides and blogs give their first paragraph as their summary: it stays in the body."""
    article = read_page(meta("og:description", DECK), f"<h1>{TITLE}</h1><p>{DECK}</p>")
    assert article.deck is None
    assert DECK in article.body


# --- promises -----------------------------------------------------------------------------------------------------------


_texts = st.text(st.characters(exclude_categories=()), max_size=40)
_heads = st.fixed_dictionaries(
    {},
    optional={
        "headline": st.one_of(st.just(TITLE), _texts, st.lists(_texts, max_size=2), st.none(), st.integers()),
        "author": st.one_of(st.just("Lena Ortiz"), _texts, st.lists(st.fixed_dictionaries({"name": _texts}), max_size=3)),
        "datePublished": st.one_of(st.just("2024-03-05T18:30:00Z"), _texts),
        "dateModified": _texts,
        "alternativeHeadline": _texts,
        "name": st.one_of(st.just(TITLE), _texts),
        "publisher": st.one_of(_texts, st.fixed_dictionaries({"name": _texts})),
    },
)
_lines = st.lists(
    st.sampled_from([f"<h1>{TITLE}</h1>", f"<h2>{DECK}</h2>", "<p>By Lena Ortiz</p>", "<p>5 March 2024</p>", "<hr>"]), max_size=6
)


def letters(*texts: str | None) -> Counter[str]:
    """Return the characters that are not white space, counted."""
    return Counter(char for text in texts for char in text or "" if not char.isspace())


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(_heads, _lines, _texts)
def test_every_character_once(head: dict[str, Any], lines: list[str], title: str) -> None:
    """Whatever a head says: each character of the document is under one label, and the document can be had back."""
    found = explain(
        page(f"<title>{title}</title>" + linked(**head).replace("</", "<\\/", linked(**head).count("</") - 1), "".join(lines))
    )
    at = 0
    for part in found.segments:
        assert part.start == at < part.end
        at = part.end
    assert at == len(found.document.text)
    assert found.restore() == found.document.text
    found.document.text.encode()
    article = found.article
    bylines = [part.text for part in found.segments if part.label.value == "byline"]
    kept = letters(article.title, article.deck, article.body, *article.captions, *article.credits, *article.notes, *bylines)
    assert kept + letters(*(removal.text for removal in article.removed)) == letters(found.document.text)
    assert not letters(article.byline) - letters(*bylines)


def test_head_is_settled() -> None:
    """After the filters of the page no block of its head is open."""
    found = explain(
        page(
            f"<title>{TITLE}</title>" + linked(headline="Other words", author="admin", datePublished="never", dateModified="2024")
        )
    )
    assert not [block for block in found.document.open if block.element and "head" in block.element.context]


def test_text_has_no_head() -> None:
    """A text tells nothing beside itself."""
    doc = read(f"{TITLE}\n\n" + "\n\n".join(STORY))
    assert list(told.lines(doc.hints)) == []
    assert not doc.elements
