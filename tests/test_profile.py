"""What a site's profile takes, and what it must leave: lines that stories repeat for reasons of their own."""

from __future__ import annotations

import pickle

import pytest

from cleaner import PIPELINE, Article, Profile, clean, clean_many, learn
from tests.sites import BOX, FOOTER, MENU, page, paragraph, story

NAMES = ("Amsel", "Buche", "Clara", "Dorn", "Elster", "Falke")


def with_profile(pages: list[str], which: int = 0) -> Article:
    """Return the article of one of the pages, cleaned with what they all repeat."""
    return clean(pages[which], pipeline=PIPELINE.before("headline", learn(pages)))


def taken(article: Article) -> list[str]:
    """Return what the profile took."""
    return [removal.text for removal in article.removed if removal.filter == "profile"]


@pytest.mark.parametrize("count", [2, 3, 6])
def test_menu_and_footer_go_and_the_story_stays(count: int) -> None:
    """Two pages are enough to tell what a site says from what a story says."""
    pages = [page(name) for name in NAMES[:count]]
    article = with_profile(pages)
    assert article.paragraphs == tuple(story(NAMES[0]))
    assert article.title == pages[0].split("\n")[len(MENU)]
    assert article.date == "2024-05-03T11:58"


def test_the_reason_is_evidence() -> None:
    """It says on how many pages the line stands."""
    pages = [page(name, menu=name != "Dorn") for name in NAMES[:4]]
    reasons = {removal.text: removal.reason for removal in with_profile(pages).removed}
    assert reasons["Fishing"] == "stands on 4 of 4 pages of this site"
    assert reasons["Search the archive"] == "stands on 3 of 4 pages of this site"


def test_a_box_inside_the_story_goes() -> None:
    """A run of lines; its last line is left, for it may head what follows."""
    pages = [page(name, box=True) for name in NAMES[:3]]
    article = with_profile(pages)
    assert set(BOX[:-1]) <= set(taken(article))
    assert [part for part in article.paragraphs if part not in BOX] == story(NAMES[0])


def test_a_sentence_inside_stories_goes_where_most_pages_have_it() -> None:
    """Three pages at least, and half of them."""
    plea = "Whoever reads the Herald keeps its presses going, so read it aloud."
    bodies = [[*story(name)[:3], plea, *story(name)[3:]] for name in NAMES]
    pages = [page(name, body) for name, body in zip(NAMES, bodies, strict=True)]
    assert plea in taken(with_profile(pages))
    assert plea in with_profile(pages[:2]).paragraphs


def test_prose_of_the_site_goes_when_it_stands_apart() -> None:
    """The third line of the footer is a long sentence, and lines of the site stand between it and the story."""
    assert FOOTER[3] in taken(with_profile([page(name) for name in NAMES[:2]]))


def test_what_changes_between_lines_of_the_site_goes() -> None:
    """A headline of another story in a slot after the story, an entry in the middle of the menu."""
    pages = []
    for name in NAMES[:3]:
        lines = page(name).split("\n")
        lines.insert(3, f"Letters to {name}")
        lines.insert(-2, f"A whale, a widow and the {name} family of Kittery")
        pages.append("\n".join(lines))
    article = with_profile(pages)
    assert {"Letters to Amsel", "A whale, a widow and the Amsel family of Kittery"} <= set(taken(article))
    assert article.paragraphs == tuple(story(NAMES[0]))
    reason = next(removal.reason for removal in article.removed if removal.text == "Letters to Amsel")
    assert reason == "short, before the story, between lines that stand on 3 of 3 pages of this site"


# --- true repeats -------------------------------------------------------------------------------------------------------

STANDING = "The stations of a long walk along the coast, told every Friday by those who went."
SLOGAN = "“Not one step further, not one boat less, not one lamp out at night.”"


def kept_on_every_page(pages: list[str], line: str) -> bool:
    """Return whether the line is in the body of every page that has it."""
    return all(line in with_profile(pages, at).paragraphs for at in range(len(pages)) if line in pages[at].split("\n"))


@pytest.mark.parametrize("line", [STANDING, "The long walk, told every Friday.", "The long walk: part three"])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_first_line_of_a_serial(line: str, count: int) -> None:
    """However many pages have it: what stands right above the text may be its first line."""
    pages = [page(name, [line, *story(name)]) for name in NAMES[:count]]
    assert not any(line in taken(with_profile(pages, at)) for at in range(count))


@pytest.mark.parametrize("heading", ["What we know", "What we know so far", "How we got here", "1. The beginning", "FAQ"])
@pytest.mark.parametrize("at", [2, 4])
def test_headings_of_stories(heading: str, at: int) -> None:
    """Alone between paragraphs."""
    bodies = [[*story(name)[:at], heading, *story(name)[at:]] for name in NAMES]
    assert kept_on_every_page([page(name, body) for name, body in zip(NAMES, bodies, strict=True)], heading)


def test_heading_of_a_list_at_the_end() -> None:
    """Alone after the last paragraph, short lines of the story's own below it."""
    ends = [["How to help", f"Bring ropes to {name}", f"Ring the bell of {name}"] for name in NAMES]
    pages = [page(name, [*story(name), *end]) for name, end in zip(NAMES, ends, strict=True)]
    for at, end in enumerate(ends):
        assert not set(end) & set(taken(with_profile(pages, at)))


def test_slogans_that_are_quoted() -> None:
    """What stands in quotation marks is said by somebody in the story."""
    bodies = [[*story(name)[:3], SLOGAN, *story(name)[3:]] for name in NAMES]
    assert kept_on_every_page([page(name, body) for name, body in zip(NAMES, bodies, strict=True)], SLOGAN)


def test_two_pages_of_one_story() -> None:
    """An update shares its last paragraphs and a sub-heading with the story before."""
    old, new = story("Amsel", 8), story("Buche", 3)
    background = old[3:]
    pages = [page("Amsel", old), page("Buche", [*new, "The night before", *background]), page("Clara"), page("Dorn")]
    for at, body in ((0, old), (1, [*new, "The night before", *background])):
        assert with_profile(pages, at).paragraphs == tuple(body)
    assert with_profile(pages[:2], 1).paragraphs == (*new, "The night before", *background)


def test_the_same_page_twice() -> None:
    """A page that has nothing of its own is a copy: nothing is known of what is the site's there."""
    pages = [page("Amsel"), page("Amsel")]
    assert not taken(with_profile(pages))
    assert set(story("Amsel")) <= set(with_profile(pages).paragraphs)


def test_a_headline_that_another_page_links_to() -> None:
    """Among the latest news above one story, and above its own."""
    first, second = page("Amsel"), page("Buche")
    headline = first.split("\n")[len(MENU)]
    other = second.split("\n")
    other.insert(2, headline)
    assert with_profile([first, "\n".join(other)]).title == headline


def test_headlines_in_a_ticker() -> None:
    """Every page opens with the five latest headlines: its own, below, is still its headline."""
    towns = [
        f"{first}{last}" for first in ("Nor", "Sud", "Wes", "Eas", "Mar", "Kit") for last in ("by", "ham", "ton", "wick", "ford")
    ]
    plain = [page(town) for town in towns]
    headlines = [text.split("\n")[len(MENU)] for text in plain]
    pages = []
    for number, text in enumerate(plain):
        lines = text.split("\n")
        latest = [*headlines[max(0, number - 5) : number], *headlines[-5:]][:5]
        pages.append("\n".join([*MENU[:3], *latest, *MENU[3:], headlines[number], "Share", "Save", *lines[len(MENU) + 1 :]]))
    profile = learn(pages)
    assert {one.line for one in profile.lines} >= set(headlines[5:20])
    for number, text in enumerate(pages):
        removed = clean(text, pipeline=PIPELINE.before("headline", profile)).removed
        assert text.rindex(headlines[number]) not in {each.start for each in removed if each.filter == "profile"}


def test_a_headline_with_a_number() -> None:
    """A serial numbers its parts: folded, its headline stands on every page, with the same lines below."""
    pages = []
    for number, name in enumerate(NAMES):
        lines = page(name).split("\n")
        lines[len(MENU)] = f"The long walk along the coast, part {number + 1}"
        pages.append("\n".join([*lines[: len(MENU) + 1], "Share", "Save", *lines[len(MENU) + 1 :]]))
    for number in range(len(NAMES)):
        assert with_profile(pages, number).title == f"The long walk along the coast, part {number + 1}"


def test_tables_and_refrains_inside_a_story() -> None:
    """What one page says again and again is the story's, whoever else says it."""
    rows = ["Price:", "Weight:"]
    bodies = [[line for part in story(name) for line in (part, *rows)] for name in NAMES]
    pages = [page(name, body) for name, body in zip(NAMES, bodies, strict=True)]
    assert kept_on_every_page(pages, "Price:")


def test_a_line_that_few_pages_share() -> None:
    """One of a hundred is the least."""
    pages = [page(f"{name}{i}", menu=False, footer=False) for i in range(70) for name in NAMES[:3]]
    pages[:2] = [f"{text}\nKittery, in the evening" for text in pages[:2]]
    assert learn(pages).lines[-1].pages >= 3


# --- the filter as a value ------------------------------------------------------------------------------------------------


def test_pipelines_with_equal_profiles_are_equal() -> None:
    """Before and after pickling, whatever was asked of them."""
    pages = [page(name) for name in NAMES[:3]]
    one, other = (PIPELINE.before("headline", learn(pages)) for _ in range(2))
    clean(pages[0], pipeline=one)
    assert one == other == pickle.loads(pickle.dumps(one))
    assert one != PIPELINE.before("headline", learn(pages[:2]))
    assert PIPELINE.before("headline", Profile()).names[one.names.index("profile")] == "profile"


def test_other_processes() -> None:
    """The profile goes with the pipeline."""
    pages = [page(name) for name in NAMES]
    pipeline = PIPELINE.before("headline", learn(pages))
    assert list(clean_many(pages, workers=2, pipeline=pipeline)) == [clean(text, pipeline=pipeline) for text in pages]


def test_an_empty_profile_takes_nothing() -> None:
    """Nor does one of pages without a line."""
    assert learn([]) == Profile()
    assert learn(["", " \n"]) == Profile()
    assert clean(page("Amsel"), pipeline=PIPELINE.before("headline", Profile())) == clean(page("Amsel"))


def test_a_text_without_a_story_is_left_alone() -> None:
    """What has no prose of its own may be anything."""
    profile = learn([page(name) for name in NAMES])
    text = "\n".join(MENU)
    assert not taken(clean(text, pipeline=PIPELINE.before("headline", profile)))


def test_soft_hyphens_and_markdown() -> None:
    """A line is compared as it was read, though filters before have taken signs out of it."""
    pages = [page(name).replace("Search the archive", "Sear\u00adch the [archive](https://example.org/a)") for name in NAMES[:3]]
    assert "archive" not in clean(pages[0], pipeline=PIPELINE.before("headline", learn(pages))).body


def test_paragraphs_differ() -> None:
    """The generator of these tests writes a sentence of its own for each seed."""
    assert len({paragraph((name, i)) for name in NAMES for i in range(20)}) > 115
