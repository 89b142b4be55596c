"""Page or text."""

from __future__ import annotations

import pytest

from cleaner import clean, explain
from cleaner.read.sniff import is_html
from tests.material import CHROME, PROSE

TEXT = "\n\n".join(PROSE[:4])
PAGES = {
    "a page": f"<!DOCTYPE html>\n<html><body><p>{PROSE[0]}</p></body></html>",
    "a page without an end": f"<html><body><p>{PROSE[0]}",
    "a mark of byte order": f"\ufeff<!doctype html><p>{PROSE[0]}",
    "comments before": f"<!-- a --> <!-- - -- b -->\n<html><p>{PROSE[0]}",
    "XHTML": f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">\n<html><p>{PROSE[0]}</p></html>',
    "a warning before": f"Warning: include(a.php): failed in /srv/www/index.php on line 3\n\n<!DOCTYPE html>\n<html><p>{PROSE[0]}</p></html>\n",
    "a warning in tags": f"<br />\n<b>Warning</b>: include(a.php) in <b>/srv/a.php</b> on line <b>3</b><br />\n<!DOCTYPE html><html><p>{PROSE[0]}</p></html>",
    "a script before": f"<script>var a = 1;</script>\n<p>{PROSE[0]}</p>",
    "a style and nothing else": "<style>p { color: red }</style>",
    "paragraphs": "".join(f"<p>{text}</p>" for text in PROSE),
    "one paragraph": f"<p>{PROSE[0]}</p>",
    "paragraphs without ends": "\n".join(f"<p>{text}" for text in PROSE),
    "a division": f'<div class="story">\n{TEXT}\n</div>',
    "words first": f"{PROSE[0]}<p>{PROSE[1]}</p><p>{PROSE[2]}</p><p>{PROSE[3]}</p>",
    "a feed": '<?xml version="1.0"?><rss><channel><item><title>Fog</title></item></channel></rss>',
    "a feed without a declaration": "<rss version='2.0'><channel><item><title>Fog</title></item></channel></rss>",
    "capitals": f"<P>{PROSE[0]}</P><P>{PROSE[1]}</P>",
    "a script of templates": f"<% include a %>\n<html><p>{PROSE[0]}</p></html>",
}
CODE = "<ul>\n  <li><a href='/'>Home</a></li>\n  <li>News</li>\n</ul>"
TEXTS = {
    "text": TEXT,
    "nothing": "",
    "chrome": "\n".join(CHROME),
    "stray breaks": TEXT.replace("\n\n", "<br>\n\n<br />"),
    "a break first": f"<br>\n{TEXT}",
    "a paragraph's tag first": f"<p>\n\n{TEXT}",
    "stray ends": TEXT.replace("\n\n", "</p>\n\n"),
    "bold words": TEXT.replace("ferry", "<b>ferry</b>"),
    "Markdown with code": f"# Lists\n\n{TEXT}\n\n```html\n{CODE}\n```\n\n{TEXT}\n\n```html\n{CODE}\n```\n",
    "Markdown that opens with a tag": f'<p align="center"><img src="a.png"></p>\n\n# Ferry\n\n{TEXT}\n\n{TEXT}',
    "an article on HTML": f"How to write a page\n\nA page opens with <!DOCTYPE html> and <html>, then <head>.\n\n{CODE}\n\n{TEXT}",
    "an article with a page in it": f"How to write a page\n\n<!DOCTYPE html>\n<html>\n<body>\n{CODE}\n</body>\n</html>\n\n{TEXT}",
    "an address in brackets": "<https://example.org/a> is where it stands.\n\n" + TEXT,
    "a name in brackets": "<Interviewer> How are you?\n\n<Ortiz> Fine.\n\n" + TEXT,
    "a comparison": f"1 < 2 and 3 > 2.\n\n{TEXT}",
    "JSON": '{"html": "<p>a</p><p>b</p><p>c</p><p>d</p>"}',
}


@pytest.mark.parametrize("name", tuple(PAGES))
def test_pages(name: str) -> None:
    """What opens with tags, or is mostly tags, is a page."""
    assert is_html(PAGES[name])


@pytest.mark.parametrize("name", tuple(TEXTS))
def test_texts(name: str) -> None:
    """What opens with words, and has more lines than tags, is text."""
    assert not is_html(TEXTS[name])


def test_kind_overrides() -> None:
    """`kind` has the last word."""
    page, text = PAGES["a page"], TEXTS["bold words"]
    assert explain(page, kind="text").document.text == page
    assert "<b>" not in explain(text, kind="html").document.text
    assert clean(page) == clean(page, kind="html")
    assert clean(text) == clean(text, kind="text")
    assert clean(page.encode("utf-16")) == clean(page)


@pytest.mark.parametrize(
    "text",
    ["<!-- -->" * 40 + "x", "<!--" * 50_000, "<? >" * 50_000 + "x", "<!-- - " * 50_000, "\ufeff \n" * 50_000],
)
def test_no_look_takes_long(text: str) -> None:
    """No way of opening a text makes the look at it long (it would not come back)."""
    assert not is_html(text)
