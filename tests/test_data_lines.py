"""Lines of an article's data: what in them is the byline, and which are dates."""

from __future__ import annotations

import pytest

from cleaner.data_lines import is_date_line, signature


def signed(line: str, *known: str) -> str | None:
    """Return what of the line is its byline."""
    span = signature(line, known)
    return None if span is None else line[slice(*span)]


@pytest.mark.parametrize(
    ("line", "known", "found"),
    [
        ("1. Februar 2022 Lena Ratgeber, Wohnen 3 Kommentare", ("Lena",), "Lena"),
        ("1. Februar 2022 Lena Ratgeber, Wohnen 3 Kommentare", (), None),
        ("Posted on March 3, 2024 Posted by Lena Ortiz 59 Comments", (), "Posted by Lena Ortiz"),
        ("By Lena Ortiz, Harbour Editor March 3, 2024 | 33 Comments", (), "By Lena Ortiz, Harbour Editor"),
        ("By Lena Ortiz , Tom Hale on March 3, 2024 | Comments", (), "By Lena Ortiz , Tom Hale"),
        ("Lena Ortiz 3 mars 2024 Pêche, Port, Marchés", ("Lena Ortiz",), "Lena Ortiz"),
        ("3/24/2024 • Harbour Letters • Lena Ortiz", ("Lena Ortiz",), "Lena Ortiz"),
        ("von Lena Ortiz am 3. März 2024, 15:40 Uhr", (), "von Lena Ortiz"),
        ("Dienstag, 3. März 2024, von Dr. Lena Ortiz", (), "von Dr. Lena Ortiz"),
        ("por Lena Ortiz 3 marzo, 2024", (), "por Lena Ortiz"),
        ("4 min read · by Lena Ortiz · Updated on 3 March 2024", (), "by Lena Ortiz"),
        ("Lena OrtizPublished Mar 3, 2024, 11:21am|Updated Mar 4, 2024, 6:39pm", (), "Lena Ortiz"),
        ("Keine Kommentare Von Lena Ortiz", (), "Von Lena Ortiz"),
        ("By Lena Ortiz Reviewed by Paul Dray, MD", (), "By Lena Ortiz"),
        ("Geprüft von Paul Dray", (), None),
        ("Written By Feb 11, 2024 · 3 min read", (), None),
        ("Theresa May 5 June 2020", (), "Theresa May"),
        ("박준석 기자 2024.03.05 10:20", (), "박준석 기자"),
        ("Harbour news | 3 March 2024 | Fishing Boats", (), None),
        ("By Lena Ortiz, Harbour Editor", (), "By Lena Ortiz, Harbour Editor"),
        ("Lena Ortiz | Tom Hale", (), "Lena Ortiz | Tom Hale"),
        ("Lena Ortiz | Tom Hale | 3 March 2024", ("Lena Ortiz", "Tom Hale"), "Lena Ortiz | Tom Hale"),
    ],
)
def test_signature(line: str, known: tuple[str, ...], found: str | None) -> None:
    """A byline is the names with their label; dates, counters, sections and reviewers beside them are none of it."""
    assert signed(line, *known) == found


@pytest.mark.parametrize(
    "line",
    [
        "1. Februar 2022 (1 Kommentar)",
        "3 March 2024 · 12 comments",
        "3 March 2024 | 8 min read",
        "3 mars 2024 | 3 commentaires",
        "3 de marzo de 2024 - 2 comentarios",
        "2024年3月5日",
    ],
)
def test_date_lines(line: str) -> None:
    """A date stays one with a counter beside it."""
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    ["12 comments", "The 3 March 2024 vote drew 12 comments", "3 March 2024: the market moves", "Lena Ortiz, 3 March 2024"],
)
def test_no_date_lines(line: str) -> None:
    """Other words make it another line; a counter alone is no date."""
    assert not is_date_line(line)
