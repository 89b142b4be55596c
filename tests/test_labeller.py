"""The labeller as users meet it: what it keeps of a page, what it takes, and what it says."""

from __future__ import annotations

import pickle
from itertools import pairwise

import numpy as np
import pytest

from cleaner import PIPELINE, Label, clean, explain
from cleaner.filters.labeller import Labeller
from cleaner.filters.second_opinion import SecondOpinion
from cleaner.model.labeller import alike, least
from cleaner.read import read
from tests.material import PARAGRAPHS, page


def test_the_story_stays_and_the_page_around_it_goes() -> None:
    """Menus, teasers and the footer leave a page; every paragraph of the story stays, in order."""
    article = clean(page(PARAGRAPHS))
    assert article.title == "Harbour bridge opens two years late"
    assert article.paragraphs == PARAGRAPHS
    gone = " ".join(removal.text for removal in article.removed)
    for word in ("Weather", "Imprint", "Ferry timetable changes in autumn"):
        assert word in gone


def test_every_mark_of_the_labeller_says_why() -> None:
    """The reason has a probability and what weighed most, in words."""
    alone = PIPELINE.only("page_title", "first_look", "labeller")
    marks = [mark for mark in explain(page(PARAGRAPHS), pipeline=alone).document.marks if mark.filter != "page_title"]
    assert marks
    assert all("probability of 0." in mark.reason for mark in marks)
    assert all("@" not in mark.reason and "^" not in mark.reason for mark in marks)


def test_strictness_takes_more_the_higher_it_is() -> None:
    """Whatever a lower strictness takes, a higher one takes too."""
    source = page(PARAGRAPHS)
    kept = [set(clean(source, strictness=strictness).paragraphs) for strictness in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert all(more >= less for more, less in pairwise(kept))


@pytest.mark.parametrize("middle", [0.2, 0.5, 0.6])
def test_strictness_is_even_in_odds(middle: float) -> None:
    """In the middle the threshold is the middle; towards the ends its odds change by e**3."""
    assert least(middle, 0.5) == pytest.approx(middle)
    odds = [p / (1 - p) for p in (least(middle, 0), least(middle, 0.5), least(middle, 1))]
    assert odds[1] / odds[0] == pytest.approx(odds[2] / odds[1])


def test_strictness_out_of_range_is_refused() -> None:
    """The error says the range."""
    with pytest.raises(ValueError, match="from 0 to 1"):
        clean("x", strictness=2)
    with pytest.raises(ValueError, match="never"):
        clean("x", second_opinion="maybe")  # type: ignore[arg-type]


def test_pipelines_with_the_labeller_are_values() -> None:
    """They can be pickled, and equal their copies."""
    strict = PIPELINE.replace("labeller", Labeller(0.8)).replace("second_opinion", SecondOpinion("never"))
    assert pickle.loads(pickle.dumps(strict)) == strict
    assert strict != PIPELINE


def test_a_page_without_a_story_gets_a_low_quality() -> None:
    """Quality tells an article from its page with the article taken out."""
    article, rest = clean(page(PARAGRAPHS)), clean(page(()))
    assert article.quality > 0.65
    assert rest.quality < 0.3


def test_the_second_opinion_wins_only_where_it_is_surer() -> None:
    """On a plain article trafilatura changes nothing, however often it is asked."""
    source = page(PARAGRAPHS)
    assert clean(source, second_opinion="always").body == clean(source, second_opinion="never").body


def test_the_second_opinion_leaves_the_title_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other reading has the headline among its lines: it stays the title."""
    source = page(PARAGRAPHS)
    title = clean(source).title
    assert title
    monkeypatch.setattr("cleaner.filters.second_opinion._other_reading", lambda _: "\n".join((title, *PARAGRAPHS)))
    monkeypatch.setattr("cleaner.model.labeller.quality_of", lambda _, chosen=None: 0.0 if chosen is None else 1.0)
    article = clean(source)
    assert article.title == title
    assert title not in article.body


def test_without_the_labeller_nothing_is_labelled() -> None:
    """Its name takes it out of the pipeline, and all its marks with it."""
    document = explain(page(PARAGRAPHS), pipeline=PIPELINE.without("labeller", "first_look")).document
    assert not [mark for mark in document.marks if mark.filter in ("labeller", "first_look")]
    assert all(isinstance(mark.label, Label) for mark in document.marks)


def test_like_lines_stay_or_leave_together() -> None:
    """A run of list items has one score, the mean by length; a paragraph between two lists keeps its own."""
    doc = read("- one of the cars\n- two of the cars\nThe mayor opened the bridge on Monday.\n- ten\n- six", kind="text")
    scores = np.array([0.2, 0.4, 0.9, 0.1, 0.3], np.float32)
    together = alike(doc.blocks, range(5), scores)
    assert together == pytest.approx([0.3, 0.3, 0.9, 0.2, 0.2])
    assert alike(doc.blocks, [0, 2], scores[[0, 2]]) == pytest.approx([0.2, 0.9])
