"""Dates as news sites write them: found, told from prose, and read to ISO 8601."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import resources
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hours from UTC. Abbreviations that mean two zones ("ET", "IST", "CST") say only that a time was given.
_ZONES = {"utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3}
_ZONES |= {"sast": 2, "jst": 9, "kst": 9, "aest": 10, "est": -5, "edt": -4, "mst": -7, "pst": -8, "pdt": -7}
# Zones that mean two things, halves of the day, endings of ordinals, and what stands beside "ago": they may be on a date line.
_UNREAD = frozenset(
    "et ct pt mt ist cst cdt mdt hrs am pm a p m st nd rd th uhr t "
    "ago hours hour minutes minute mins min days day weeks week months month years today".split()
)

_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TIME = pattern(
    r"(?<![\d:.])(\d{1,2})\s?(?:[:.h]|時|시|點|点)\s?(\d{2})(?:分|분)?(?::\d{2}(?:\.\d+)?)?\s*([ap]\.?\s?m\b)?", re.IGNORECASE
)
_DIGIT = pattern(r"\d")
_OFFSET = pattern(r"(?:utc|gmt|z)?\s?([+-])(\d{2}):?(\d{2})?\b", re.IGNORECASE)
_YEAR = pattern(r"(?:19|20)\d\d")
_YEAR_FIRST = pattern(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일]?")
_NUMBERS = pattern(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?((?:19|20)\d\d|\d\d)(?!\d)")
_UNSURE = pattern(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)\d\d(?![\d/])")  # 04/05/2024: a date, though nobody can tell which
_LONGEST = 160  # characters of a line that is a date
_DATE_CHARS = pattern(r"[\w\s,.:;/|()\[\]+–—•·*'’\"º°、（）-]+")


class Day(NamedTuple):
    """A day found in a text, and where it stands there."""

    year: int
    month: int
    day: int
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for language in resources.calendar().values():
        for number, names in enumerate(language["months"], 1):
            for name in names:
                months.setdefault(name, number)
    return months


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of "22. April 2024" and of "April 22, 2024", in all languages of the calendar."""
    month = "(" + "|".join(sorted(map(re.escape, _months()), key=len, reverse=True)) + r")\b\.?"
    return (
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|re|[ºª°.])*\s?(?:of |de |d['’])?{month},?\s*(?:de |del |г\.?)?\s?((?:19|20)\d\d)"
        ),
        re.compile(rf"\b{month}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)"),
    )


@cache
def _known_words() -> frozenset[str]:
    """Return the words that may stand beside the numbers of a date: months, weekdays, labels, zones."""
    known = {*_ZONES, *_UNREAD, *_months()}
    for language in resources.calendar().values():
        known.update(word for phrase in (*language["weekdays"], *language["words"]) for word in _WORD.findall(phrase.casefold()))
    for label in resources.table("labels").get("date", ()):
        known.update(_WORD.findall(label.casefold()))
    return frozenset(known)


@lru_cache(maxsize=256)  # of one line many filters ask it
def is_date(text: str) -> bool:
    """Tell whether `text` is a date, a time or both, with nothing beside but labels ("Updated"), weekdays and zones."""
    if len(text) > _LONGEST or not _DATE_CHARS.fullmatch(text) or not any(map(str.isdigit, text)):
        return False
    folded = text.casefold()
    if not (_TIME.search(folded) or next(_days(folded), None) or _shape_without_year(folded) or _UNSURE.search(folded)):
        return False
    residue = re.sub(r"[年月日時分秒년월일시분초點点秒前午上下更新發布发布公開開入力오전오후]", " ", folded)
    return all(word in _known_words() for word in _WORD.findall(residue)) and sum(map(str.isdigit, folded)) <= 28


def _shape_without_year(folded: str) -> bool:
    words = _WORD.findall(folded)
    return bool(words) and (any(word in _months() for word in words) or words[-1] == "ago")


def _days(folded: str) -> Iterator[Day]:
    """Yield the days that `folded` (case-folded text) names, those of surest reading first."""
    if _DIGIT.search(folded) is None:  # the cheap question first
        return
    if _YEAR.search(folded):  # a year told in full, as in few lines
        yield from _days_of_years(folded)
    for found in _NUMBERS.finditer(folded):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        if found[2] == "/" and second > 12:  # 04/22/2024
            first, second = second, first
        elif found[2] == "/" and first <= 12 and first != second:  # 04/05/2024: April or May, nobody can tell
            continue
        yield Day(year, second, first, *found.span())


def _days_of_years(folded: str) -> Iterator[Day]:
    """Yield the days whose year is told in full: first in numbers, then by the names of months."""
    for found in _YEAR_FIRST.finditer(folded):
        yield Day(int(found[1]), int(found[2]), int(found[3]), *found.span())
    day_first, month_first = _named()
    for found in day_first.finditer(folded):
        yield Day(int(found[3]), _months()[found[2]], int(found[1]), *found.span())
    for found in month_first.finditer(folded):
        yield Day(int(found[3]), _months()[found[1]], int(found[2]), *found.span())


def _folded(text: str) -> str:
    """Return `text` in small letters, each in its place: where folding makes two letters of one ("ß"), that one stays."""
    folded = text.casefold()
    return folded if len(folded) == len(text) else "".join(low if len(low := char.casefold()) == 1 else char for char in text)


@lru_cache(maxsize=256)  # of one line many filters ask it
def find_day(text: str) -> Day | None:
    """Return the first day that `text` names in full, or None."""
    return next((day for day in _days(_folded(text)) if _exists(day)), None)


def day_spans(text: str) -> list[tuple[int, int]]:
    """Return where `text` names days in full, in order."""
    found = [(day.start, day.end) for day in _days(_folded(text)) if _exists(day)]
    return sorted(span for span in found if not any(other[0] <= span[0] < other[1] for other in found if other != span))


def time_spans(text: str) -> list[tuple[int, int]]:
    """Return where `text` names times of the day."""
    return [found.span() for found in _TIME.finditer(text)]


def _exists(day: Day) -> bool:
    """Tell whether the calendar has the day."""
    from calendar import monthrange  # noqa: PLC0415  (only texts with dates need it)

    return 1 <= day.month <= 12 and 1 <= day.day <= monthrange(day.year, day.month)[1]


def beside_day(text: str) -> str | None:
    """Return what stands on the line beside a full date: without it, its time, and the words that go with dates; None without one."""
    day = find_day(text)
    if day is None:
        return None
    rest = _TIME.sub(" ", text[: day.start] + " " + text[day.end :])
    return _WORD.sub(lambda word: " " if word[0].casefold() in _known_words() else word[0], rest)


def read_date(text: str) -> str | None:
    """Return the first date in `text` as ISO 8601, with time and zone when they are given, or None."""
    folded = _folded(text)
    day = find_day(text)
    if day is None:
        return None
    iso = f"{day.year:04}-{day.month:02}-{day.day:02}"
    rest = folded[: day.start] + " " * (day.end - day.start) + folded[day.end :]
    time = _TIME.search(rest.replace("t", " ") if re.match(r"\s*t\d", folded[day.end :]) else rest)
    if time is None or int(time[1]) > 24 or int(time[2]) > 59:
        return iso
    hour = int(time[1]) % 24
    if time[3]:
        hour = hour % 12 + (12 if time[3].lower().startswith("p") else 0)
    return f"{iso}T{hour:02}:{int(time[2]):02}{_zone(rest[time.end() :])}"


def _zone(after: str) -> str:
    """Return the offset that the text after a time names ("CEST" is "+02:00"), or nothing."""
    offset = _OFFSET.match(after.lstrip(" ("))
    if offset:
        return f"{offset[1]}{offset[2]}:{offset[3] or '00'}"
    word = _WORD.search(after)
    if word is None or word[0] not in _ZONES or after[: word.start()].strip(" ("):
        return ""
    hours = _ZONES[word[0]]
    return f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"
