"""HTML to blocks, in the order of the page.

The page is parsed once, by the rules of HTML5 (lexbor), and walked once. Every element that is not inline starts a block;
inline text is put together whatever tags stand in it, so that no word and no sentence is cut. What no reader sees (scripts,
styles, hidden elements) and what only a form needs is left out of the document. All else is kept, menus and footers too:
what is not the story is for the filters to say.

What the head tells of the article (its title, who wrote it and when) comes first, as blocks inside the element `head`.

Each block keeps the element that it stands in. The elements are numbered in the order of the page and know where they end,
so that what one holds is a range of numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner import told
from cleaner.document import Block, Document, Element, count_words, ends_sentence
from cleaner.read.defuse import defuse
from cleaner.read.head import read_head

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from selectolax.lexbor import LexborNode

MOST_HIDDEN = 2.0  # characters that the page hides for each that it shows; beyond, a script is to show them
DEEPEST = 200  # elements inside each other; what is deeper is read as if it stood in the last of them

INLINE = frozenset(
    "a abbr acronym amp-fit-text b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q rb ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
STRONG = frozenset(("b", "strong", "em", "i", "mark"))
MEDIA = frozenset(("img", "picture", "video", "audio", "iframe", "amp-img", "svg", "canvas", "object", "embed"))
UNSEEN = frozenset(
    "script style template noscript head select datalist optgroup option textarea progress meter noembed noframes map "
    "input frameset -comment !doctype "
    "rp rt rtc".split()  # how a word is read, above it: no part of the sentence
)
# A question in an accordion is a button in its heading, a picture that opens in full one around its caption.
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")  # in small letters
_HIDDEN_NAME = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|u-hidden-visually|a11y-hidden)(?:$|[\s_-])"
)  # in small letters
_STREAMED = "S:"  # React's mark of what comes later in the stream: hidden until its script runs
_NAMING = ("class", "id", "role", "itemprop", "data-testid", "data-component", "rel")
_ALSO_NAMING = frozenset(_NAMING[1:])
# A credit is a block of its own, apart from the caption it stands in, if its class says what it is.
_CREDIT_NAME = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|source|byline|photographer|rights(?:holder)?|quelle|urheber|bildquelle|foto(?:graf)?|agency|author|"
    r"attribution)(?:$|[\s_-])|(?:[cC]redit|[cC]opyright|Photographer|Source)(?:$|[\s_A-Z-])"
)
_CAPTION_NAME = re.compile(
    r"caption|legend|(?:image|img|photo|foto|picture|bild|media|figure)\w*[_-]+(?:\w+[_-]+)?(?:text|desc|info)"
)  # in small letters
_PICTURED = frozenset(("figure", "figcaption"))
_KIND_OF = (
    {"-text": "text", "a": "link", "br": "break", "button": "button"}
    | dict.fromkeys(("cite", "small"), "aside")  # a credit, in a picture's caption
    | dict.fromkeys(STRONG, "strong")
    | dict.fromkeys(MEDIA, "media")
)
_KINDS: dict[int, tuple[str, str]] = {}  # kind and name of each tag met so far by its number, which is the same on every page
_OWN_TAGS = 1024  # from here on, numbers are those of tags that the parser does not know: another on another page
_BREAK = "\n\r"  # in the text of a block, what a `<br>` leaves


def read_html(source: str, *, url: str | None = None) -> Document:
    """Return the document of an HTML page; its offsets count characters of the text that a reader of the page sees."""
    parser = LexborHTMLParser(defuse(source), options=LexborDocumentOptions.WO_EVENTS)
    hints = read_head(parser)
    page = _Page(hints)
    if parser.root is not None:
        page.read(parser.root)
        if page.hidden > MOST_HIDDEN * (page.length - page.told):  # all of it, until a script runs
            page = _Page(hints, keep_hidden=True)
            page.read(parser.root)
    return Document.of(
        "\n".join(page.texts), page.blocks, hints=hints, url=url or hints.get("url"), elements=page.elements, markup=source
    )


class _Page:
    """The blocks and elements of a page, as far as it is read."""

    def __init__(self, hints: Mapping[str, Any], *, keep_hidden: bool = False) -> None:
        self.hidden = 0  # characters that were left out because the page hides them
        self.length = 0  # characters of the document so far
        self._keep_hidden = keep_hidden
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self._element: Element | None = None
        self._parts: list[str] = []  # of the block that is being read
        self._links = self._strong = 0  # characters of it inside links, and emphasised
        self._in_link = self._in_strong = 0  # elements that are open around the point of reading
        self._inline = ""
        self._open("html", "block")
        self._read_head(hints)
        self.told = self.length  # characters that stand in the head

    def _read_head(self, hints: Mapping[str, Any]) -> None:
        """Make a block of each thing that the head tells of the article, in an element that names where it stands there."""
        self._open("head", "block")
        for names, text in told.lines(hints):
            self._open("title" if "title" in names else "meta", "block", " ".join(names))
            self._parts.append(text)
            self._leave("block")
        self._leave("block")

    def read(self, root: LexborNode) -> None:
        """Read all below `root`, without recursion: pages may be nested deeper than Python can call."""
        above: list[tuple[LexborNode, str]] = []
        parts, leave, kinds = self._parts, self._leave, _KINDS
        enter: dict[str, Callable[[LexborNode, str, str], str]] = {
            "block": self._enter_block,
            "media": self._enter_block,
            "button": self._enter_button,
            "break": self._enter_break,
            "aside": self._enter_aside,
        } | dict.fromkeys(("inline", "link", "strong"), self._enter_inline)
        node: LexborNode | None = root.first_child
        while True:
            while node is not None:
                kind, tag = kinds.get(node.tag_id) or _kind(node)
                if kind == "text":
                    text = node.text_content
                    if text:
                        parts.append(text)
                        if self._in_link or self._in_strong:
                            self._count(text)
                elif kind != "unseen":
                    entered = enter[kind](node, kind, tag)
                    if entered:
                        child = node.first_child
                        if child is not None:
                            above.append((node, entered))
                            node = child
                            continue
                        leave(entered)
                node = node.next
            if not above:
                break
            node, entered = above.pop()
            leave(entered)
            node = node.next
        leave("block")

    def _enter_block(self, node: LexborNode, kind: str, tag: str) -> str:
        """Take in an element; like all such methods return how it was opened, empty when nothing of it is to be read."""
        attributes = node.attributes
        if not attributes:
            return self._open(tag, kind)
        names = attributes.get("class") or ""
        alone = names and len(attributes) == 1  # as most
        if not self._keep_hidden and (_names_hide(names) or tag == "dialog" if alone else _is_hidden(tag, attributes)):
            self.hidden += len(node.text() or "")
            return ""
        if alone:
            return self._open(tag, kind, names)
        alt = (attributes.get("alt") or attributes.get("title") or "") if kind == "media" else ""
        return self._open(tag, kind, _named(attributes), alt)

    def _enter_button(self, node: LexborNode, _: str, tag: str) -> str:
        return self._enter_block(node, "block", tag) if self._is_read(node) else ""

    def _enter_aside(self, node: LexborNode, kind: str, tag: str) -> str:
        if self._element and "figcaption" in self._element.context:
            return self._open(tag, kind, _named(node.attributes))
        return self._enter_inline(node, "inline", tag)

    def _enter_inline(self, node: LexborNode, kind: str, tag: str) -> str:
        attributes = node.attributes
        if attributes:
            if _is_hidden("", attributes):
                return ""
            names = attributes.get("class")
            if names:
                if _names_credit(names) and self._in_caption():
                    return self._open(tag, kind, _named(attributes))
                if not self._parts:
                    self._inline = names
        if kind == "link":
            self._in_link += 1
        elif kind == "strong":
            self._in_strong += 1
        return kind

    def _enter_break(self, _node: LexborNode, _kind: str, _tag: str) -> str:
        """Take in a `<br>`: two of them end a paragraph."""
        parts = self._parts
        space = ""
        while parts and parts[-1].isspace():
            space = parts.pop()
            if space == _BREAK:
                if parts:
                    self._flush()
                return ""
        if parts or space:
            parts.append(_BREAK if parts else space)
        return ""

    def _is_read(self, button: LexborNode) -> bool:
        """Tell whether a button is more than a control: a question in its heading, or a picture that opens when clicked."""
        return (self._element is not None and bool(HEADINGS & self._element.context)) or button.css_first(
            "figcaption"
        ) is not None

    def _in_caption(self) -> bool:
        element = self._element
        return element is not None and (
            not _PICTURED.isdisjoint(element.context) or _CAPTION_NAME.search(element.names.lower()) is not None
        )

    def _open(self, tag: str, kind: str, names: str = "", alt: str = "") -> str:
        """Start an element, and end the block before it."""
        if self._parts:
            self._flush()
        parent = self._element
        if parent is not None and parent.depth >= DEEPEST:
            return "" if kind == "media" else "deep"
        elements = self.elements
        element = Element(len(elements), tag, names, parent, alt)
        elements.append(element)
        if kind == "media":  # nothing in it is read
            return ""
        self._element = element
        return "block"

    def _leave(self, entered: str) -> None:
        if entered == "block":
            if self._parts:
                self._flush()
            element = self._element
            if element is not None:
                element.last = len(self.elements)
                self._element = element.parent
        elif entered == "link":
            self._in_link -= 1
        elif entered == "strong":
            self._in_strong -= 1
        elif entered == "deep" and self._parts:
            self._flush()

    def _count(self, text: str) -> None:
        """Count what stands inside links, and what is emphasised."""
        length = len(text.strip())
        if self._in_link:
            self._links += length
        if self._in_strong:
            self._strong += length

    def _flush(self) -> None:
        """End the block that is being read."""
        parts = self._parts
        text = " ".join(("".join(parts) if len(parts) > 1 else parts[0]).split())
        parts.clear()
        if text:
            start, length, element = self.length, len(text), self._element
            end = start + length
            self.length = end + 1
            self.texts.append(text)
            bullet = element is not None and element.tag == "li"
            counts = (min(self._links, length), min(self._strong, length)) if self._links or self._strong else (0, 0)
            said = (text, count_words(text), ends_sentence(text), 1, 0, bullet, None, (), element)
            self.blocks.append(Block._make((len(self.blocks), start, end, *said, *counts, self._inline)))
        self._links = self._strong = 0
        self._inline = ""


def _named(attributes: Mapping[str, str | None]) -> str:
    """Return what an element is called: the words of all attributes that name it."""
    if _ALSO_NAMING.isdisjoint(attributes):  # most have a class and nothing else
        return attributes.get("class") or ""
    return " ".join([value for name in _NAMING if (value := attributes.get(name))])


def _kind(node: LexborNode) -> tuple[str, str]:
    """Return what becomes of a node ("text", a kind of inline element or of block, or "unseen"), and its tag."""
    tag = node.tag
    kind = "unseen" if tag is None or tag in UNSEEN else _KIND_OF.get(tag, "inline" if tag in INLINE else "block")
    found = kind, tag or ""
    if node.tag_id < _OWN_TAGS:
        _KINDS[node.tag_id] = found
    return found


@lru_cache(4096)
def _names_credit(names: str) -> bool:
    return _CREDIT_NAME.search(names) is not None


def _names_hide(names: str) -> bool:
    folded = names.lower()
    # The cheap question first: every page has names of its own.
    return ("hidden" in folded or "sr-only" in folded or "reader" in folded) and _HIDDEN_NAME.search(folded) is not None


def _style_hides(style: str) -> bool:
    folded = style.lower()
    return ("none" in folded or "hidden" in folded) and _HIDDEN_STYLE.search(folded) is not None


def _is_hidden(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Tell whether the page hides the element from all readers, or shows it to screen readers only."""
    names = attributes.get("class")
    if names and len(attributes) == 1:  # as most
        return _names_hide(names) or tag == "dialog"
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return not (attributes.get("id") or "").startswith(_STREAMED)
    style = attributes.get("style")
    if style and _style_hides(style):
        return True
    if names and _names_hide(names):
        return True
    return tag == "dialog" and "open" not in attributes
