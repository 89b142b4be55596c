"""HTML that would cost more than it says: made harmless before it is parsed.

A parser of HTML5 looks through the elements that are open for nearly every tag, puts formatting elements that were never
closed (`<b id=1>`, `<font size=2>`) back into every paragraph that follows, compares every attribute of a tag with those
before it, and looks for a name that HTML does not have among all such names of the page. Depth, unclosed formatting,
attributes and names are thus factors of the cost: of time and, for formatting, of memory.

A first look counts what they could be at most, in next to no time. A page made for that can mislead it: closing tags of
nothing hide depth, for a second or two below `_MANY_TAGS`; a `>` in quotes every few thousand characters, or the opening of
a script in quotes, hides attributes.
A page that could be dear is read tag by tag and written anew: well nested, no deeper than `DEEPEST`, with no more than
`MOST_ATTRIBUTES` to a tag and `MOST_NAMES` in all, formatting only where it is closed before the next block, and without
comments, scripts (JSON-LD stays) and styles. Its text stays, each block apart.
"""

from __future__ import annotations

import re
from itertools import islice

LONGEST = 50_000_000  # characters of a page
MOST_TAGS = 1_000_000  # of a page; an element may cost a kilobyte of memory
DEEPEST = 512  # elements inside each other, as in Chrome
MOST_ATTRIBUTES = 100  # of a tag
MOST_NAMES = 1_000  # different names of tags and attributes that a page is read with

_FEW_TAGS, _MANY_TAGS = 4_000, 20_000  # below, no depth is dear; above, counting is not believed
_CLONES = 2_000_000  # elements that unclosed formatting may add to a page
_UNBALANCED = 1_000  # opening tags beyond closing ones; with fewer tags than `_MANY_TAGS`, more of them are no dearer
_OPEN_ABOVE = _FEW_TAGS * _FEW_TAGS // 2  # open elements that all tags together look through when `_FEW_TAGS` are never closed
_CHUNK = 65_536  # characters after which the balance is drawn
_LONG_TAG = 16_384  # characters
_MANY_ATTRIBUTES = 1_000  # below, comparing each with all before it is not dear
_LONG_SCRIPT = 200_000  # characters

_FORMATTING_TAG = re.compile(  # letters of either case one by one: much quicker than IGNORECASE
    r"<[biusecftBIUSECFT](?:[mM]|[tT]|[iI][gG]|[oO][dD][eE]|[oO][nN][tT]|[mM][aA]"
    r"[lL]{2}|[tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))?[\s/>]"
)
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|title|textarea|iframe|noembed|noframes|xmp)(?=[\t\n\f\r />])([^>]*)>(.*?)"
    r"(?:</\1(?=[\t\n\f\r />])[^>]*>?|\Z)"
    r"""|<(/?)([a-z][^\t\n\f\r />]*)"""
    r"""([^>=]*(?:=[\t\n\f\r ]*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*)?[^>=]*)*)(?:>|\Z)"""
    r"|<[!?/][^>]*>?",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([^\t\n\f\r />="'<]+)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >"'][^\t\n\f\r >]*)))?"""
)
# The next attribute, or the name of a tag that begins here, as a parser takes it: quotes may stand in a name.
_NEXT = re.compile(
    r"[\t\n\f\r /]*[^\t\n\f\r />][^\t\n\f\r />=]*"
    r"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?"""
)

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_INLINE = (
    _VOID
    | _FORMATTING
    | frozenset("a abbr bdi bdo cite data del dfn ins kbd label mark q ruby samp span sub sup time var".split())
)
_OTHER = "x-other"  # a tag by a name too many
_ONCE = frozenset(("html", "head", "body"))
# What a tag closes when it stands right inside it.
_ENDS = {
    "li": frozenset(("li", "p")),
    "dt": frozenset(("dt", "dd", "p")),
    "dd": frozenset(("dt", "dd", "p")),
    "tr": frozenset(("tr", "td", "th", "p")),
    "td": frozenset(("td", "th", "p")),
    "th": frozenset(("td", "th", "p")),
    "option": frozenset(("option",)),
    "a": frozenset(("a",)),
} | dict.fromkeys(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main "
    "menu nav ol p pre section table ul".split(),
    frozenset(("p",)),
)


def defuse(source: str) -> str:
    """Return `source` without what makes a parser's cost grow faster than its length; most pages come back as they are.

    ValueError when it is longer than `LONGEST` or has more tags than `MOST_TAGS`.
    """
    tags = source.count("<")
    if len(source) > LONGEST or tags > MOST_TAGS:
        raise ValueError(
            f"an HTML page of {len(source):,} characters and {tags:,} tags; at most {LONGEST:,} and {MOST_TAGS:,} are read"
        )
    return _Writer().write(source) if _is_dear(source, tags) else source


def _is_dear(source: str, tags: int) -> bool:
    """Tell whether parsing a page with so many tags may cost much more than its length."""
    if tags > _MANY_TAGS:
        return True
    if (
        tags * tags // 4 > _CLONES and tags * len(_FORMATTING_TAG.findall(source)) > _CLONES
    ):  # half of the tags cloned by the others
        return True
    return _has_long_tag(source) or (tags > _FEW_TAGS and _is_unbalanced(source, max(_UNBALANCED, _OPEN_ABOVE // tags)))


def _is_unbalanced(source: str, most: int) -> bool:
    """Tell whether a page seems to have more than `most` elements open at once."""
    balance = 0
    for start in range(0, len(source), _CHUNK):
        end = start + _CHUNK
        balance = max(0, balance + source.count("<", start, end) - 2 * source.count("</", start, end))
        if balance > most:
            return True
    return False


def _has_long_tag(source: str) -> bool:
    """Tell whether a tag seems to hold thousands of attributes. What is inside quotes (pictures, JSON) may be long."""
    seen = -1
    for start in range(_LONG_TAG, len(source), _LONG_TAG):
        if source.find(">", start, start + _LONG_TAG) < 0:
            tag = source.rfind("<", 0, start)
            if tag > max(seen, source.rfind(">", 0, start)) and source[tag + 1 : tag + 2].isalpha():
                seen = tag
                if _has_many_attributes(source, tag) and not _is_in_script(source, tag):
                    return True
    return False


def _has_many_attributes(source: str, tag: int) -> bool:
    at = tag
    for _ in range(_MANY_ATTRIBUTES):
        found = _NEXT.match(source, at)
        if found is None:
            return False
        at = found.end()
    return True


def _is_in_script(source: str, tag: int) -> bool:
    """Tell whether a script is open there: what looks like a tag is then "less than". Looks back so far and no further."""
    first = max(0, tag - _LONG_SCRIPT)
    return source.rfind("<script", first, tag) > source.rfind("</script", first, tag)


class _Writer:
    """Writes a page anew, well nested."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open: list[tuple[str, int]] = []  # tags and where they stand in the parts; -1 when they were too deep to be written
        self._count: dict[str, int] = {}  # of the open tags, by name
        self._names: set[str] = set()

    def write(self, source: str) -> str:
        """Return `source` written anew."""
        at = 0
        for token in _TOKEN.finditer(source):
            self._text(source[at : token.start()])
            at = token.end()
            raw, attributes, content, slash, name, more = token.groups()
            if raw:
                self._raw(raw.lower(), attributes, content)
            elif not name:
                if token[0][:9].lower() == "<!doctype":
                    self._parts.append("<!doctype html>")
            elif slash:
                self._close(self._known(name.lower()) or _OTHER)
            else:
                self._start(self._known(name.lower()) or _OTHER, more)
        self._text(source[at:])
        self._drop_formatting()
        return "".join(self._parts)

    def _text(self, text: str) -> None:
        self._parts.append(text.replace("<", "&lt;") if "<" in text else text)

    def _raw(self, name: str, attributes: str, content: str) -> None:
        """Write a title, or a script that holds data; no other element of raw text is read."""
        if name == "title":
            self._parts.append(f"<title>{content.replace('<', '&lt;')}</title>")
        elif name == "script" and "ld+json" in attributes.lower():
            self._parts.append(f'<script type="application/ld+json">{content.replace("<", chr(92) + "u003c")}</script>')

    def _start(self, name: str, attributes: str) -> None:
        if name in _ONCE and name in self._count:
            return
        if name not in _INLINE:
            self._drop_formatting()
        ends = _ENDS.get(name)
        while ends and self._open and self._open[-1][0] in ends:
            self._pop()
        deep = len(self._open) >= DEEPEST
        if deep and name not in _INLINE:
            self._parts.append("<br><br>")
        if name not in _VOID:
            self._open.append((name, -1 if deep else len(self._parts)))
            self._count[name] = self._count.get(name, 0) + 1
        if name in _VOID or not deep:
            self._parts.append(f"<{name}{self._kept(attributes)}>")

    def _close(self, name: str) -> None:
        if not self._count.get(name):
            return
        while self._open[-1][0] != name:
            self._pop(dangling=True)
        self._pop()

    def _pop(self, *, dangling: bool = False) -> None:
        """Close the innermost tag; formatting that something else closes is taken back."""
        name, at = self._open.pop()
        self._count[name] -= 1
        if at < 0:
            self._parts.append("" if name in _INLINE else "<br><br>")
        elif dangling and name in _FORMATTING:
            self._parts[at] = ""
        else:
            self._parts.append(f"</{name}>")

    def _drop_formatting(self) -> None:
        while self._open and self._open[-1][0] in _FORMATTING:
            self._pop(dangling=True)

    def _kept(self, attributes: str) -> str:
        """Return the attributes of a tag, written anew."""
        if not attributes:
            return ""
        pairs = (
            (one[1].lower(), one[2] or one[3] or one[4] or "") for one in islice(_ATTRIBUTE.finditer(attributes), MOST_ATTRIBUTES)
        )
        return "".join([f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in pairs if self._known(name)])

    def _known(self, name: str) -> str:
        """Return the name, or nothing when a page has so many names that one more is dear."""
        if name not in self._names:
            if len(self._names) >= MOST_NAMES:
                return ""
            self._names.add(name)
        return name
