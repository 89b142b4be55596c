"""HTML to blocks: what becomes one, in which order, and what is none."""

from __future__ import annotations

import pytest

from cleaner.read.html import read_html


def texts(body: str) -> list[str]:
    """Return the texts of the blocks of a page."""
    return [block.text for block in read_html(f"<html><body>{body}</body></html>").blocks]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(
            "<p>The har<b>bour</b> is <a href=/x>clo</a>sed.</p>", ["The harbour is closed."], id="inline-tags-cut-no-word"
        ),
        pytest.param("<div>One.<br><br>Two.</div>", ["One.", "Two."], id="two-breaks-are-a-paragraph"),
        pytest.param("<ul><li>One<li>Two</ul><p>Three", ["One", "Two", "Three"], id="in-the-order-of-the-page"),
        pytest.param(
            "<p>Seen.<script>no()</script><style>p{}</style></p><p hidden>Unseen.</p>", ["Seen."], id="what-no-reader-sees"
        ),
        pytest.param(
            "<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>が<ruby>閉<rt>し</rt></ruby>まる。</p>",
            ["港が閉まる。"],
            id="how-a-word-is-read-is-not-in-the-sentence",
        ),
    ],
)
def test_blocks(body: str, blocks: list[str]) -> None:
    """The blocks of a page are these, and no others."""
    assert texts(body) == blocks
