"""Captions and credits of HTML pages, by the picture that they stand with."""

from __future__ import annotations

import pytest

from cleaner import Article, clean, explain
from cleaner.model.caption_features import told_captions
from cleaner.read.html import read_html

STORY = (
    "<p>The council of Port Arden voted on Tuesday to move the fish market from the old quay to a new hall beside the railway, ending a long dispute.</p>",
    "<p>Eleven of the nineteen members were in favour after a debate that lasted until shortly before midnight, and that was broken off twice.</p>",
    "<p>The traders said that they would not leave the quay before the new hall had running water and a road that carries their lorries.</p>",
    "<p>The mayor promised that both would be there by the spring, and that nobody would be asked to pay rent before that day comes.</p>",
)
CAPTION = "Traders wait for the boats at the old quay on Tuesday morning"


def _page(piece: str, *, above: str = "", below: str = "", head: str = "") -> Article:
    """Return the article of a page that has `piece` after the second paragraph."""
    story = "\n".join((*STORY[:2], piece, *STORY[2:]))
    return clean(
        f"<html><head><title>Fish market moves</title>{head}</head><body><header><nav><a href='/'>Home</a></nav></header>{above}"
        f"<main><article><h1>Council votes to move the fish market</h1><div class='story-body'>{story}</div></article></main>{below}</body></html>",
        kind="html",
    )


@pytest.mark.parametrize(
    "piece",
    [
        f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><img src=a.jpg alt='{CAPTION}'><figcaption><p>{CAPTION}</p></figcaption></figure>",
        f"<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>{CAPTION}</p></div>",
        f"<div class='imageBox'><img src=a.jpg><div class='bildunterschrift'>{CAPTION}</div></div>",
        f"<figure><button><img src=a.jpg><figcaption><span>{CAPTION}</span></figcaption></button></figure>",
    ],
)
def test_caption_by_its_picture(piece: str) -> None:
    """A text that stands with a picture is its caption, and the body has none of it."""
    article = _page(piece)
    assert article.captions == (CAPTION,)
    assert CAPTION not in article.body
    assert article.body.count("\n\n") == len(STORY) - 1


@pytest.mark.parametrize(
    "credit",
    [
        "<span class='credit'>Ann Lee</span>",
        "<cite>Ann Lee</cite>",
        "<small>Photo: Ann Lee</small>",
        "<span>(Photo: Ann Lee)</span>",
    ],
)
def test_credit_apart(credit: str) -> None:
    """A picture's credit is no part of its caption."""
    article = _page(f"<figure><img src=a.jpg><figcaption>{CAPTION} {credit}</figcaption></figure>")
    assert article.captions == (CAPTION,)
    assert len(article.credits) == 1
    assert "Ann Lee" in article.credits[0]


@pytest.mark.parametrize("credit", ["Photo: Ann Lee", "photo: ann_lee via Pixabay", "Bild: Ann Lee / Beispielbank", "© Ann Lee"])
@pytest.mark.parametrize("markup", ["figcaption", "figcaption><p class='wp-caption-text'", "div class='caption'"])
def test_credit_alone(credit: str, markup: str) -> None:
    """A figure that has nothing but a credit has no caption."""
    article = _page(f"<figure><img src=a.jpg><{markup}>{credit}</figure>")
    assert article.captions == ()
    assert article.credits == (credit,)


def test_caption_once() -> None:
    """The caption of a picture that a light box shows again is there once, and the second is accounted for."""
    figure = f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>"
    article = _page(figure + f"<div class='lightbox'>{figure}</div>")
    assert article.captions == (CAPTION,)
    assert [removal.text for removal in article.removed].count(CAPTION) == 1


def test_labels_are_not_captions() -> None:
    """What a button under a picture says is neither caption nor body."""
    article = _page(f"<figure><img src=a.jpg><p>View image in fullscreen</p><figcaption>{CAPTION}</figcaption></figure>")
    assert article.captions == (CAPTION,)
    assert "fullscreen" not in article.body


def test_teasers_are_not_captions() -> None:
    """Pictures of other stories have no captions: they are links, or stand far below."""
    teasers = "".join(
        f"<div class='teaser card'><a href='/{i}'><figure><img src={i}.jpg><figcaption>Another story that has the number {i} in it</figcaption></figure></a></div>"
        for i in range(6)
    )
    article = _page("", below=f"<aside class='related'>{teasers}</aside>")
    assert article.captions == ()


def test_story_beside_a_picture_stays() -> None:
    """A paragraph of the story in one container with a picture is no caption."""
    article = _page("<div><img src=a.jpg alt='The quay'></div>")
    assert article.captions == ()
    assert article.body.count("\n\n") == len(STORY) - 1


def test_told_by_json() -> None:
    """A caption that the page's JSON-LD has is one whatever the markup says."""
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "image": [{{"@type": "ImageObject", "caption": "{CAPTION}"}}]}}</script>'
    article = _page(f"<div class='x1'><img src=a.jpg><div class='x2'>{CAPTION}</div></div>", head=head)
    assert article.captions == (CAPTION,)


def test_told_captions() -> None:
    """Captions are found however deep the JSON-LD has them, and headlines are not taken for them."""
    data = [
        {
            "@type": "NewsArticle",
            "headline": "A",
            "description": "B",
            "image": {"@type": ["ImageObject"], "caption": "C", "description": 4},
        },
        None,
    ]
    assert list(told_captions(data)) == ["C"]


def test_why() -> None:
    """The reason says what tells the caption."""
    page = f"<h1>A title of the page</h1>{STORY[0]}<figure><img src=a><figcaption>{CAPTION}</figcaption></figure>{STORY[1]}"
    assert "caption (figure)" in explain(page, kind="html").listing()


def test_pictures_say_what_they_are() -> None:
    """The reader keeps the alternative text of a picture."""
    doc = read_html("<p>Text</p><img src=a.jpg alt='The quay'><iframe title='A map'></iframe>")
    assert [element.alt for element in doc.elements if element.alt] == ["The quay", "A map"]
