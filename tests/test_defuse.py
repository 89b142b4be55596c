"""Pages that are broken, or made to break: they are read as far as they make sense, and never at any price."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import clean, explain
from cleaner.read import defuse as module
from cleaner.read.defuse import defuse
from cleaner.read.html import DEEPEST, read_html
from tests.material import BOMBS, PROSE

ROOT = Path(__file__).parent.parent
GIGABYTE = 1 << 30

PAGE = f"""<!DOCTYPE html><html lang=en><head><title>Fog < Ice</title><meta property="og:title" content='Say "fog"'>
<script type="application/ld+json">{{"headline": "Fog <b>today</b>"}}</script><style>p {{ color: red }}</style></head>
<body class="news"><!-- <p>no</p> --><nav><ul><li><a href="/?a=1&b=2">Home</a><li>News</ul></nav>
<article><h1>Ferry runs aground</h1><p class=lead>{PROSE[0]}<p>{PROSE[1]} <b>Loud <i>and</b> clear</i>, 1 < 2
<div hidden>not seen</div><table><tr><td>one<td>two<tr><td>three</table><br/>after<br><br>last</article></body></html>"""


def written(page: str) -> str:
    """Return the page as it is written anew, dear or not."""
    return module._Writer().write(page)


def test_ordinary_pages_stay_as_they_are() -> None:
    """What is not dear is not touched."""
    assert defuse(PAGE) is PAGE
    assert defuse(PAGE * 20) == PAGE * 20


@pytest.mark.parametrize(
    "page",
    [
        f"<p>x</p><img src='data:image/png;base64,{'iVBORw0K' * 9_000}' alt=x><p>x</p>",
        f'<div class=a data-posts="{"[{&quot;id&quot;: 1, " * 4_000}"><p>x</p></div>',
        f"<svg><path fill=red d='{'M8.6 2.1 C8 2.1 7.8 2 ' * 4_000}'/></svg><p>x</p>",
        f"<script>if (a<b) {{ {'c += a[i] || 1; ' * 4_000} }}</script><p>x</p>",
        "<div><img src=a>x</div>" * 1_400,
    ],
)
def test_long_attributes_scripts_and_void_tags_are_not_dear(page: str) -> None:
    """What is long, but no list of attributes, and tags that are few enough for any depth, leave the page as it is."""
    assert defuse(page) is page


@pytest.mark.parametrize("separator", [" ", "/", "\n", "=1 ", "='x y'", '="x y"', " = 'x'", "=x\t"])
def test_many_attributes_are_dear(separator: str) -> None:
    """A tag of thousands of attributes is written anew with some of them, however they are written."""
    page = "<p>x</p><p " + "".join(f"a{i}{separator}" for i in range(12_000)) + ">x"
    assert len(defuse(page)) < len(page) / 20


def test_written_anew_a_page_says_the_same() -> None:
    """Text, blocks and hints are those of the page; so are the elements, but for the formatting that crossed a tag."""
    before, after = read_html(PAGE), read_html(written(PAGE))
    assert after.text == before.text
    assert after.hints == before.hints
    assert [(block.tag, block.link_chars) for block in after.blocks] == [(block.tag, block.link_chars) for block in before.blocks]
    assert [str(element) for element in after.elements] == [str(element) for element in before.elements]


def test_written_anew_twice() -> None:
    """What is written anew needs no writing."""
    assert read_html(written(written(PAGE))) == read_html(written(PAGE))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p a='>'>one</p>", '<p a=">">one</p>'),
        ('<p a">one</p>', '<p a="">one</p>'),
        ("<p a=b'c>one</p>", '<p a="b\'c">one</p>'),
        ("<P CLASS=x>one</P >", '<p class="x">one</p>'),
        ("<b><p>one</b></p>", "<p>one</p>"),
        ("<p><b>one</b> <i>two</p>", "<p><b>one</b> two</p>"),
        ("<a href=x><div>one</div></a>", '<a href="x"><div>one</div></a>'),
        ("</div>one</p>", "one"),
        ("<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"),
        ("one <!-- two --> three <!--> four <!-- five", "one  three  four "),
        ("one<script>if (a</b>c) </scripts></script>two", "onetwo"),
        ("a < b <3 c", "a &lt; b &lt;3 c"),
        ("<textarea><p>x</textarea>y<title><p></title>", "y<title>&lt;p></title>"),
        ("<img src=a><br/>", '<img src="a"><br>'),
        ("one <a b='two", 'one <a b="" two="">'),
    ],
)
def test_writing(page: str, expected: str) -> None:
    """Tags are nested and attributes quoted; what makes no sense is left out."""
    assert written(page) == expected


def test_too_deep() -> None:
    """What stands too deep is read where the depth ends, each block apart."""
    page = (
        "<div>" * 12_000
        + "".join(f"<p>{text}</p>" for text in PROSE)
        + "<section>one</section>two"
        + "</div>" * 12_000
        + "<p>end</p>"
    )
    assert defuse(page) != page
    assert read_html(page).text.split("\n") == [*PROSE, "one", "two", "end"]


def test_depth_does_not_lose_the_place() -> None:
    """After elements deeper than `DEEPEST`, what follows stands where it stood."""
    doc = read_html("<main>" + "<div>" * 250 + "deep" + "</div>" * 250 + "<p>after</p></main>")
    assert [block.text for block in doc.blocks] == ["deep", "after"]
    assert len(doc.blocks[0].path) == DEEPEST + 1  # from the outermost to the deepest
    assert doc.blocks[-1].path == ("html", "body", "main", "p")


@pytest.mark.parametrize("name", tuple(BOMBS))
def test_bombs_keep_their_text(name: str) -> None:
    """A page that is written anew has every letter that it has when it is small enough to be read as it is."""
    page = BOMBS[name](40)
    assert "".join(read_html(written(page)).text.split()) == "".join(read_html(page).text.split())


def test_limits() -> None:
    """A page beyond what memory can be asked to hold is a ValueError with the limits."""
    with pytest.raises(ValueError, match="1,000,000 are read"):
        clean("<p>" * (module.MOST_TAGS + 1), kind="html")
    with pytest.raises(ValueError, match="50,000,000"):
        clean("x" * (module.LONGEST + 1), kind="html")


def test_memory() -> None:
    """The worst of them stay within two gigabytes, where a parser left alone needs any number of them."""
    code = "from cleaner import clean; from tests.material import BOMBS; [clean(BOMBS[n](10_000), kind='html') for n in BOMBS if 'format' in n]"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 * GIGABYTE, 2 * GIGABYTE)),
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a\0b</p>", "ab"),
        ("<p>a\ud800b</p>\udfff", "ab"),
        ("<p title='\udfff'>one", "one"),
        ("<p>one<!-- two <p>three", "one"),
        ('<p>one</p><a href="two<p>three</p>', "one"),
        ("", ""),
        ("<", "<"),
        ("</", "</"),
        ("<!", ""),
        ("<p", ""),
    ],
)
def test_broken(page: str, text: str) -> None:
    """Zeros and lone surrogates go; what an open comment or quote swallows is lost, as in a browser."""
    assert explain(page, kind="html").document.text == text
