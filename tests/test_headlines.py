"""The headline of a whole page's text: its candidates, and the choice among them."""

from __future__ import annotations

import numpy as np

from cleaner import clean, explain
from cleaner.model.headlines import SIGNS, Looks, candidates, signs
from cleaner.read import read
from tests.material import PARAGRAPHS

HEADLINE = "Harbour bridge opens two years late"
MENU = ["Home", "News", "Sport", "Weather", "Jobs", "Letters", "Culture", "Travel", "Sea and shore", "Contact"]
FOOTER = ["About us", "Advertise", "Jobs", "Contact", "Terms of use", "Privacy", "Cookies", "Sitemap", "Imprint", "Follow us"]


def whole_page(first: str, headline: str | None) -> str:
    """Return the text of a page as `get_text` writes it: the page's title, menus, the story, the footer."""
    above = [] if headline is None else [headline, "By Ann Lee", "3 March 2024"]
    return "\n".join((first, *MENU, *above, *PARAGRAPHS, *FOOTER))


def looks(lines: list[str], likely: int) -> Looks:
    """Return looks at lines of which one is as likely a headline as can be, and no other."""
    scores = np.where(np.arange(len(lines)) == likely, 0.9, 0.01)
    first = {"body": np.zeros(len(lines)), "title": scores}
    return Looks(read("\n".join(lines), kind="text").blocks, first, [(None, False)] * len(lines), scores.__getitem__)


def test_candidates_are_lines_and_what_is_left_of_them_without_a_site() -> None:
    """A line is cut at each sign that sets apart a site's name or a section's."""
    page = looks([f"Culture: {HEADLINE} | Gazette", "News"], 0)
    texts = [page.blocks[one.row].text[one.start : one.end] for one in candidates(page)]
    assert {f"Culture: {HEADLINE} | Gazette", f"Culture: {HEADLINE}", f"{HEADLINE} | Gazette", "Gazette", "News"} <= set(texts)


def test_signs_have_a_column_each() -> None:
    """Each candidate has a number for each sign."""
    page = looks([HEADLINE, "News"], 0)
    assert signs(page, candidates(page)).shape == (2, len(SIGNS))


def test_the_headline_stands_without_the_site() -> None:
    """The page's title and its heading agree: the heading is the headline, and what the title says beside it is the site."""
    assert clean(whole_page(f"{HEADLINE} | The Gazette", HEADLINE)).title == HEADLINE


def test_the_headline_may_be_a_part_of_a_line() -> None:
    """Where the headline stands in the page's title alone, the site's name beside it leaves, and says so."""
    explanation = explain(whole_page(f"{HEADLINE} | The Gazette", None))
    assert explanation.article.title == HEADLINE
    assert any("Gazette" in removal.text for removal in explanation.article.removed)
