"""The scraped document that the project began with."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Article, clean

SEED = Path(__file__).parent.parent / "seeds" / "000_2d71a5276bdd5cac.txt"


@pytest.fixture(scope="module")
def text() -> str:
    """Return the document as found."""
    return SEED.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def article(text: str) -> Article:
    """Return the clean article."""
    return clean(text)


def test_title(article: Article) -> None:
    """The title is the headline, not the tune-in line above it."""
    assert article.title == "Obama offers to work with Russia against ISIS under one condition"


def test_captions(article: Article) -> None:
    """The captions are the video's line in full and the photo's line with its credit."""
    video, photo = article.captions
    assert video == "A potential partnership between the two world superpowers is developing"
    assert photo.startswith("U.S. President Barack Obama (R) chats with Russia's President Vladimir Putin")
    assert photo.endswith("Antalya, Turkey, November 16, 2015. REUTERS/Kayhan Ozer/Pool")


def test_body(article: Article, text: str) -> None:
    """The body is the twelve paragraphs of the story, word for word, and nothing else."""
    lines = [line for line in text.split("\n") if line]
    first = next(i for i, line in enumerate(lines) if line.startswith("The Russian prime minister said"))
    last = next(i for i, line in enumerate(lines) if line.endswith("get its feet wet."))
    story = [line for line in lines[first : last + 1] if not line.endswith("REUTERS/Kayhan Ozer/Pool")]
    assert len(story) == 12
    assert list(article.paragraphs) == story


def test_removed(article: Article) -> None:
    """The tune-in line, the truncated copy with its duration and the five prompt lines are removed, each once."""
    removed = [" ".join(removal.text.split()) for removal in article.removed]
    assert " ".join(removed) == (
        "Watch CBS News A potential partnership between the two world... 02:39 View CBS News In CBS News App Open "
        "Chrome Safari Continue Be the first to know "
        "Get browser notifications for breaking news, live events, and exclusive reporting."
    )


def test_the_copy_is_removed_as_one(article: Article) -> None:
    """The truncated copy goes because it is a duplicate, and the explanation says so."""
    (stub,) = (removal for removal in article.removed if "02:39" in removal.text)
    assert stub.text == "A potential partnership between the two world... 02:39"
    assert "cut short" in stub.reason or "dupl" in stub.reason or "copy" in stub.reason


def test_the_rest_is_empty(article: Article) -> None:
    """It has no deck, byline, date, credit or note of its own, and none is invented."""
    assert (article.deck, article.byline, article.date) == (None, None, None)
    assert (article.credits, article.notes, article.authors) == ((), (), ())


def test_quality(article: Article) -> None:
    """It is an article beyond doubt."""
    assert article.quality > 0.8
