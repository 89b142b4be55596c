"""Dates: found, told from prose, and read."""

from __future__ import annotations

import pytest

from cleaner.dates import find_day, is_date, read_date

READ = {
    "2024-04-22": "2024-04-22",
    "2024-04-22T06:05:09Z": "2024-04-22T06:05+00:00",
    "2024-04-22T06:05:09+02:00": "2024-04-22T06:05+02:00",
    "2024-04-22T06:05:09.123-0500": "2024-04-22T06:05-05:00",
    "2024-04-22 06:05": "2024-04-22T06:05",
    "Published May 07, 2025": "2025-05-07",
    "Updated Dec. 25, 2023 at 3:53 pm EST": "2023-12-25T15:53-05:00",
    "11:58, 23 APR 2024": "2024-04-23T11:58",
    "3rd of March 2024": "2024-03-03",
    "Monday, March 3, 2024 12:05 a.m.": "2024-03-03T00:05",
    "March 3, 2024 12:05 PM GMT": "2024-03-03T12:05+00:00",
    "Sept. 4, 2023": "2023-09-04",
    "Stand: 22.04.2024, 06:00 Uhr": "2024-04-22T06:00",
    "22. April 2024": "2024-04-22",
    "1. März 2024 um 18.30 Uhr": "2024-03-01T18:30",
    "Actualizado: 15 oct 2024 - 17:38CEST": "2024-10-15T17:38+02:00",
    "15 de octubre de 2024": "2024-10-15",
    "1er août 2024 à 8h05": "2024-08-01T08:05",
    "Publié le 14 juillet 2024": "2024-07-14",
    "3 febbraio 2025": "2025-02-03",
    "3 februari 2025": "2025-02-03",
    "7 de março de 2024": "2024-03-07",
    "12 Haziran 2024": "2024-06-12",
    "5 maja 2024": "2024-05-05",
    "5. května 2024": "2024-05-05",
    "9 мая 2024 г.": "2024-05-09",
    "9 травня 2024": "2024-05-09",
    "2024年4月13日": "2024-04-13",
    "2024年4月13日 17時05分": "2024-04-13T17:05",
    "2024년 11월 5일": "2024-11-05",
    "2024.11.05. 09:30": "2024-11-05T09:30",
    "04/22/2024": "2024-04-22",
    "22/04/2024": "2024-04-22",
    "22.04.24": "2024-04-22",
}
UNREAD = (
    "",
    "yesterday",
    "three days ago",
    "21 mins ago",
    "April 2024",
    "11:58",
    "99.99.2024",
    "04/05/2024",
    "Route 66",
    "1,234,567",
)
DATES = (
    *READ,
    "21 mins ago",
    "Posted 3 hours ago",
    "Updated 11:58",
    "Today at 3:53 pm",
    "Saturday 3 March",
    "Published: 3 March 2024 | Updated: 4 March 2024, 11:58",
)
PROSE = (
    "",
    "Ferry aground",
    "The ferry left on March 3, 2024.",
    "Updated: the mayor has resigned",
    "Updated: Rick Castell on Sunday tried to clarify his words of March 3, 2024",
    "In March 2024 the mayor resigned",
    "March 3, 2024: the day the fog came",
    "9/10",
    "3:1",
    "Arden 3, Kelby 1",
    "1,234 comments",
    "May we come in?",
)


@pytest.mark.parametrize(("text", "iso"), READ.items())
def test_read(text: str, iso: str) -> None:
    """Dates are read in many languages, with time and zone when they are given."""
    assert read_date(text) == iso


@pytest.mark.parametrize("text", UNREAD)
def test_unread(text: str) -> None:
    """What does not name one day is not read: nothing is guessed."""
    assert read_date(text) is None


@pytest.mark.parametrize("text", DATES)
def test_is_date(text: str) -> None:
    """A date, a time or both, with labels, weekdays and zones, is a date line."""
    assert is_date(text)


@pytest.mark.parametrize("text", PROSE)
def test_is_no_date(text: str) -> None:
    """A line that says anything else beside is none."""
    assert not is_date(text)


@pytest.mark.parametrize("text", ["February 30, 2024", "31 April 2024", "2023-02-29", "31.11.2024"])
def test_days_that_are_not(text: str) -> None:
    """A day that the calendar does not have is no date."""
    assert read_date(text) is None


def test_a_time_that_is_not() -> None:
    """A time that the clock does not have is left out."""
    assert read_date("3 March 2024, 29:77") == "2024-03-03"


def test_where_the_day_stands() -> None:
    """The day is found with its place in the text."""
    text = "By Ann Lee, 3 March 2024, Kelby"
    day = find_day(text)
    assert day is not None
    assert text[day.start : day.end] == "3 March 2024"
    assert day[:3] == (2024, 3, 3)
    assert find_day("Nobody came on Monday.") is None


def test_a_day_stands_where_it_says() -> None:
    """The offsets are those of the text, also where folding would make two letters of one."""
    text = "Straße: 3 March 2024"
    day = find_day(text)
    assert day is not None
    assert text[day.start : day.end] == "3 March 2024"
