"""Material for the property tests: real-looking chrome lines, prose, and texts that mix them with anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

CHROME = (
    "Watch Harbour News",
    "A ferry runs aground off the northern coast in heavy fog... 02:39",
    "Play Video0:56",
    "Open in app",
    "Be the first to know",
    "Get browser notifications for breaking news, live events, and exclusive reporting.",
    "Sign up for our newsletter",
    "Please enter a valid email address.",
    "Read more: The village that lost its bus",
    "Les også: Kommunen fikk en regning på millioner",
    "You may also like",
    "Most read",
    "Facebook Twitter Pinterest",
    "14K Shares",
    "We use cookies to improve your experience.",
    "This content is reserved for subscribers",
    "Advertisement",
    "Story continues below advertisement",
    "© 2024 Harbour Media. All rights reserved.",
    "Reporting by Lena Ortiz; Editing by Paul Dray",
    "KITTERY, Maine (AP) — Nobody was hurt.",
    "Photo: AFP",
    "A ferry lies on its side, March 3, 2024. REUTERS/Mina Hale",
    "The pier.Image copyrightGETTY IMAGES",
    "View image in fullscreen",
    "[1/5]A ferry lies on its side",
    "By Lena Ortiz and Paul Dray",
    "By Monday the ferry had been towed away.",
    "Updated 3 March 2024, 11:58 GMT",
    "3 min read",
    "Join the conversation",
    "Follow us on Facebook",
    "Got a story? Get in touch with our news team",
    "Lena Ortiz is a reporter for the Harbour Herald.",
    "Correction: March 4, 2024",
    "TAGS: FERRIES, FOG, COASTGUARD",
    "Home > News > Local",
    "— Paul Dray (@pauldray) March 3, 2024",
    "pic.twitter.com/a1b2c3d4e5",
    "[Read the ruling](https://example.org/a_(b)) today",
    "![A ferry](https://example.org/f.jpg)",
    "# Ferry runs aground off the northern coast",
    "**Bold** and *thin* and _low_",
    "said on Monday, opens new tab.",
    "News\u00adletter\u200b",
    "Skip to content",
    "End of Article",
)
PROSE = (
    "The ferry left the harbour at seven in the morning with forty passengers on board, and nobody expected the fog to come in.",
    "Officials said that the captain, who has sailed the route for twenty years, had followed every rule that there is.",
    "“We heard a long scraping noise and then everything went quiet,” said a passenger who asked not to be named.",
    "Die Fähre war am frühen Morgen mit vierzig Reisenden ausgelaufen, und niemand hatte mit dem dichten Nebel gerechnet.",
    "フェリーは午前七時に港を出たが、まもなく濃い霧に包まれ、沖合の浅瀬に乗り上げたと海上保安部は説明している。",
    "غادرت العبارة الميناء في الساعة السابعة صباحا وعلى متنها أربعون راكبا ولم يتوقع أحد أن يهبط الضباب بهذه السرعة.",
)
ODD = (
    "",
    " ",
    "\t",
    "\u00a0",
    "\u2028",
    "\u0085",
    "\x0b",
    "\x1c",
    "\ufeff",
    "\ud800",
    "\x00",
    "👩‍👩‍👧",
    "\u202e",
    "ß",
    "İ",
    "ǅ",
    "…",
    "a\u0301",
    "٣",
)
BREAKS = ("\n", "\n\n", "\r\n", "\r", " ", "", "\u2028", "\u0085", "\n   ", "\n\n\n")

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
line = st.one_of(st.sampled_from(CHROME), st.sampled_from(PROSE), st.sampled_from(ODD), anything)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a document: lines of every kind, with every kind of break between them."""
    lines = draw(st.lists(line, max_size=14))
    one = draw(st.sampled_from(BREAKS))
    mixed = draw(st.booleans())
    parts: list[str] = []
    for text in lines:
        parts += [text, draw(st.sampled_from(BREAKS)) if mixed else one]
    return "".join(parts[:-1])


TAGS = (
    "<p>",
    "</p>",
    "<div class='story-body'>",
    "</div>",
    "<br>",
    "<b>",
    "</b>",
    "<i class=x>",
    "</i>",
    "<a href='/a'>",
    "</a>",
    "<ul><li>",
    "</ul>",
    "<h1>",
    "</h1>",
    "<figure><img src=x><figcaption class=caption>",
    "<span class=credit>",
    "</figure>",
    "<table><tr><td>",
    "</table>",
    "<script>var a = '<p>';</script>",
    "<style>p {}</style>",
    "<div hidden>",
    "<div style='display:none'>",
    "<svg><title>",
    "</svg>",
    "<template>",
    "<select><option>",
    "<button>",
    "<!-- ",
    "-->",
    "<![CDATA[",
    "<!doctype html>",
    "<title>Ferry</title>",
    "<meta property=og:title content='Ferry'>",
    '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>',
    "<a b='",
    "<",
    "&amp;&nbsp;&#0;&#xD800;&bogus;",
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw HTML, mostly broken: tags of every kind, lines of every kind between them."""
    return "".join(draw(st.lists(st.one_of(st.sampled_from(TAGS), line), max_size=24)))


# Pages that cost more than they say, for parsers or for what comes after: `size` times something.
BOMBS: dict[str, Callable[[int], str]] = {
    "depth": lambda size: "<div>" * size + "x",
    "lists": lambda size: "<ul><li>x" * size,
    "definitions": lambda size: "<dl><dd>" * size,
    "forms": lambda size: "<form><div>" * size,
    "tables": lambda size: "<table><tr><td>" * size,
    "text in a table": lambda size: "<table>" + "x<b>y" * size,
    "formatting": lambda size: "".join(f"<b id={i}><p>x" for i in range(size)),
    "fonts": lambda size: "".join(f"<font size={i}>x" for i in range(size)),
    "formatting before": lambda size: "".join(f"<b id={i}>" for i in range(size)) + "<p>x</p>" * size,
    "formatting across": lambda size: "<b><i><u><a href=x></b>y" * size,
    "formatting inside": lambda size: "<p><b><i>x</p>" * size,
    "links": lambda size: "".join(f"<a href={i}><p>x" for i in range(size)),
    "options": lambda size: "<select>" + "<option>x" * size,
    "selects": lambda size: "<select><option>x" * size,
    "attributes": lambda size: "<p " + " ".join(f"a{i}=1" for i in range(size)) + ">x",
    "bodies": lambda size: "".join(f"<body a{i}=1>" for i in range(size)),
    "tags of its own": lambda size: "".join(f"<x{i}>x</x{i}>" for i in range(size)),
    "attributes of its own": lambda size: "".join(f"<p a{i}=1>x</p>" for i in range(size)),
    "entities": lambda size: "<p>" + "&amp;&#x41;&bogus;&" * size,
    "comments": lambda size: "<!-- x -->" * size + "x",
    "an open comment": lambda size: "<p>x</p><!-- " + "<p>x</p>" * size,
    "open comments": lambda size: "<!--" * size,
    "an open quote": lambda size: '<p>x</p><a href="' + "<p>x</p>" * size,
    "a script": lambda size: "<script>" + "var a = 1 < 2;" * size + "</script><p>x</p>",
    "scripts": lambda size: "<script>x</script>" * size,
    "open scripts": lambda size: "<script><!--<script>" * size,
    "linked data": lambda size: '<script type="application/ld+json">[' + "[]," * size + "[]]</script><p>x</p>",
    "deep linked data": lambda size: '<script type="application/ld+json">' + '{"@graph":' * size + "</script><p>x</p>",
    "metas": lambda size: "<meta name=a content=b>" * size,
    "breaks": lambda size: "<i> </i><br>" * size,
    "paragraphs": lambda size: "".join(
        f"<p>The ferry number {i} left at seven, and nobody expected the fog.</p>" for i in range(size)
    ),
    "the same paragraph": lambda size: "<p>The ferry left at seven, and nobody expected the fog to come in.</p>" * size,
    "one paragraph": lambda size: "<p>" + "The ferry left at seven. " * size + "</p>",
    "pictures": lambda size: "<figure><img><figcaption>A ferry. REUTERS/Mina Hale</figcaption></figure>" * size,
    "brackets": lambda size: "<" * size,
    "zeros": lambda size: "\0<p\0>" * size,
}

NASTY = {
    "words": "a ",
    "dots": "...",
    "brackets": "(((",
    "line breaks": "\n",
    "one-letter lines": "a\n",
    "labels": "photo: ",
    "digits": "7",
    "dates": "3 March 2024 ",
    "slashes": "AFP/",
    "markdown": "[a](b) ",
    "open links": "[a](",
    "stars": "**a ",
    "number signs": "# a\n",
    "dashes": "- ",
    "closing sentences": "Advertisement. ",
    "cut lines": "a line that is cut short by someone...\n",
    "capitals": "By Ann Lee, ",
    "glued": "word.Next ",
    "breadcrumb": "Home > ",
    "unspaced": "記事",
    "quotes": "“",
    "soft hyphens": "a\u00ad",
    "prose": "The ferry left at seven, and nobody on the pier expected that the fog would come in quite so fast.\n",
}

#: The paragraphs of a story, as a page has them.
PARAGRAPHS = (
    "The bridge over the harbour opened to traffic on Monday, two years later than planned and at nearly twice the price.",
    "Several hundred people had gathered on the quay before dawn, some of them with folding chairs, to be among the first to cross it.",
    "“We have waited long enough,” said Lena Ortiz, who runs a bakery on the northern side and used to spend an hour a day on the ferry.",
    "The first lorry crossed at half past six. By noon, the port authority had counted more than four thousand vehicles.",
    "Work on the bridge began in 2017, but stopped twice, when a supplier of cables went bankrupt and when divers found a wreck near the second pier.",
    "The council now expects that the ferries, which have linked the two shores since 1911, will make their last journey in the autumn.",
)
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Harbour bridge opens two years late - Harbour News</title>
<meta property="og:title" content="Harbour bridge opens two years late"><meta property="og:site_name" content="Harbour News">
<meta property="og:type" content="article"></head><body>
<header class="site-header"><nav class="main-menu"><ul>{menu}</ul></nav></header>
<main class="content"><article class="story"><h1 class="headline">Harbour bridge opens two years late</h1>
<div class="story-body">{story}</div></article>
<aside class="related"><h3>More from Harbour News</h3><ul>{teasers}</ul></aside>
<section class="teaser-cards"><div class="card"><h4><a href="/x">Where the gulls sleep</a></h4><p><a href="/x">A night on the old breakwater.</a></p></div>
<div class="card"><h4><a href="/y">Ten boats worth a look</a></h4><p><a href="/y">From dinghy to tug: the winter auction.</a></p></div></section></main>
<footer class="site-footer"><ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li></ul>
<p>© 2024 Harbour News. All rights reserved.</p></footer></body></html>"""
_SECTIONS = ("Home", "Local", "Business", "Weather", "Sport", "Culture", "Opinion", "Jobs")
_TEASERS = (
    "Ferry timetable changes in autumn",
    "Fish market moves to the old customs house",
    "Council votes on parking fees",
    "Storm damage: who pays for the pier?",
)


def page(paragraphs: tuple[str, ...]) -> str:
    """Return an HTML page with a story of these paragraphs, its menus, teasers and footer around it."""
    return _PAGE.format(
        menu="".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in _SECTIONS),
        story="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        teasers="".join(f'<li><a href="/{number}">{title}</a></li>' for number, title in enumerate(_TEASERS)),
    )
