"""What users may rely on, whatever the source is."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cleaner import PIPELINE, Article, Document, Explanation, Label, Mark, Phrases, Pipeline, clean, clean_many, explain
from cleaner.article import assemble
from tests.material import CHROME, PROSE, documents, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SAMPLE = "\n\n".join((*CHROME[:4], "Ferry runs aground in thick fog", "By Lena Ortiz", *PROSE[:3], *CHROME[4:], *PROSE))
many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
COMPRESSED = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")  # how gzip and zstd open: a ValueError (tests/test_encoding.py)
anything = st.one_of(documents(), st.text(st.characters(codec=None, exclude_categories=()), max_size=300))


def letters(text: str) -> Counter[str]:
    """Return the characters of `text` that are not white space, counted."""
    return Counter(char for char in text if not char.isspace())


def fields(article: Article) -> str:
    """Return all that the article keeps and all that it removed, in one string."""
    kept = (article.title or "", article.deck or "", article.byline or "", article.body)
    return "\n".join((*kept, *article.captions, *article.credits, *article.notes, *(removal.text for removal in article.removed)))


# --- nothing invented, nothing lost -------------------------------------------------------------------------------------


@many
@given(anything)
@example("")
@example(SAMPLE)
@example(SAMPLE.replace("\n\n", " "))
@example(SAMPLE.replace("\n\n", ""))
def test_segments_partition_the_document(text: str) -> None:
    """The segments follow each other without gap or overlap, and each slices back to its text."""
    explanation = explain(text)
    at = 0
    for part in explanation.segments:
        assert part.start == at < part.end
        assert explanation.document.text[part.start : part.end] == part.text
        assert isinstance(part.label, Label)
        at = part.end
    assert at == len(explanation.document.text)
    assert explanation.restore() == explanation.document.text == text


@many
@given(anything)
@example(SAMPLE)
@example(SAMPLE.replace("\n\n", " "))
@example(SAMPLE.replace("\n\n", "\n"))
@example("Published 3 March 2024\n\n" + SAMPLE)
def test_fields_hold_every_character_once(text: str) -> None:
    """The letters of the fields and of what was removed are those of the document."""
    assert letters(fields(clean(text))) == letters(text)


@many
@given(anything)
@example(SAMPLE)
def test_removals_slice_back(text: str) -> None:
    """A removal's offsets are those of its text in the document; removals come in order and never overlap."""
    explanation = explain(text)
    at = 0
    for removal in explanation.article.removed:
        assert at <= removal.start < removal.end
        assert explanation.document.text[removal.start : removal.end] == removal.text
        assert removal.filter in PIPELINE.names
        assert removal.reason
        at = removal.end


@some
@given(documents())
@example("Ferry runs aground in thick fog\n\nPublished 3 March 2024, 11:58 GMT\n\n" + "\n\n".join(PROSE))
def test_date_text_is_in_removed(text: str) -> None:
    """The date is a reading: the text it was read from is listed among what was removed."""
    explanation = explain(text)
    dates = [part.text.strip() for part in explanation.segments if part.label is Label.DATE and part.text.strip()]
    removed = Counter(removal.text for removal in explanation.article.removed)
    assert not Counter(dates) - removed
    assert dates or explanation.article.date is None


@many
@given(anything)
@example(SAMPLE)
def test_blocks_cover_the_text(text: str) -> None:
    """Blocks come in order, apart from each other, and hold every character that is not white space."""
    doc = explain(text, pipeline=Pipeline()).document
    at = 0
    for index, block in enumerate(doc.blocks):
        assert block.index == index
        assert at <= block.start < block.end
        assert not text[at : block.start].strip()
        assert block.text == " ".join(text[block.start : block.end].split())
        at = block.end
    assert not text[at:].strip()


@some
@given(documents())
@example(SAMPLE)
def test_marks_alone_rebuild_the_article(text: str) -> None:
    """Text, blocks and marks are all that the article is made of."""
    explanation = explain(text)
    doc = explanation.document
    bare = Document.of(doc.text, doc.blocks, hints=doc.hints, url=doc.url).paint(Mark(*mark) for mark in doc.marks)
    assert assemble(bare) == explanation.article
    assert Explanation(bare).segments == explanation.segments


@some
@given(documents())
@example(SAMPLE)
def test_kept_text_is_text_of_the_document(text: str) -> None:
    """No field holds a word that the document has not, in another order than the document has it."""
    article = clean(text)
    said = "".join(text.split())
    for paragraph in article.paragraphs:
        rest = iter(said)
        assert all(char in rest for char in "".join(paragraph.split()))


# --- any source, always the same answer ---------------------------------------------------------------------------------


@many
@given(anything)
@example("\ud800")
@example("\x00\x01\x1c\x85")
@example(" \n \u2028 ")
@example("👩‍👩‍👧 " * 40)
@example("\u202eمرحبا بالعالم\u202c")
@example("." * 900)
@example("İstanbul'da ǅ ß " * 60)
def test_any_text_gives_an_article(text: str) -> None:
    """Any str gives an Article with the types it promises."""
    article = clean(text)
    assert isinstance(article, Article)
    assert isinstance(article.body, str)
    assert all(isinstance(value, (str, type(None))) for value in (article.title, article.deck, article.byline, article.date))
    assert all(
        isinstance(value, tuple) for value in (article.captions, article.credits, article.notes, article.authors, article.removed)
    )
    assert 0 <= article.quality <= 1


@many
@given(st.one_of(st.binary(max_size=300), documents().map(lambda text: text.encode("utf-8", "surrogatepass"))))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xfe\xff\x00")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\x00\x00")
@example(SAMPLE.encode("utf-16"))
@example(SAMPLE.encode("cp1252", "replace"))
def test_any_bytes_give_an_article(raw: bytes) -> None:
    """Any bytes that are not compressed give an Article, and nothing of the text that was read from them is lost."""
    assume(not raw.startswith(COMPRESSED))
    explanation = explain(raw)
    assert isinstance(explanation.article, Article)
    assert explanation.restore() == explanation.document.text
    assert letters(fields(explanation.article)) == letters(explanation.document.text)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_other_bytes(kind: type) -> None:
    """What can be read as bytes is read as bytes."""
    assert clean(kind(SAMPLE.encode())) == clean(SAMPLE)


@some
@given(documents())
@example(SAMPLE)
def test_clean_is_explain(text: str) -> None:
    """There is one path: `clean(s)` is `explain(s).article`, and asking twice changes nothing."""
    assert clean(text) == explain(text).article == clean(text)


@some
@given(documents(), documents())
def test_no_memory_of_other_documents(text: str, other: str) -> None:
    """What ran before does not matter."""
    alone = clean(text)
    clean(other)
    assert clean(text) == alone


def _digest(seed: str) -> str:
    code = (
        "import hashlib, json, sys; from cleaner import explain; from tests.test_contract import SAMPLE;"
        "texts = (SAMPLE, SAMPLE.replace(chr(10), ' '), sys.stdin.read());"
        "said = json.dumps([explain(text).to_dict() for text in texts]);"
        "print(hashlib.sha256(said.encode()).hexdigest())"
    )
    text = (ROOT / "seeds" / "000_2d71a5276bdd5cac.txt").read_text("utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    found = subprocess.run(
        [sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    return found.stdout


def test_same_answer_in_every_process() -> None:
    """Neither the process nor the order of its sets and dicts shows in the answer."""
    assert _digest("0") == _digest("4711")


# --- pages --------------------------------------------------------------------------------------------------------------

PAGE = (
    "<!doctype html><html lang=en><head><title>Ferry runs aground</title></head><body><nav><ul>"
    + "".join(f"<li><a href=/>{text}</a>" for text in CHROME[:6])
    + "</ul></nav><article><h1>Ferry runs aground in thick fog</h1><p class=byline>By Lena Ortiz"
    + "".join(f"<p>{text}</p>" for text in (*PROSE[:3], *CHROME[20:24], *PROSE[3:]))
    + "</article><footer>All rights reserved</footer></body></html>"
)
markup = st.one_of(pages(), anything)


@many
@given(markup)
@example(PAGE)
@example("")
@example("<")
@example("<p>\ud800\0</p>")
def test_any_page_gives_an_article(source: str) -> None:
    """Any str read as HTML gives an Article; every letter of the document is in one field or in what was removed, once."""
    explanation = explain(source, kind="html")
    doc, article = explanation.document, explanation.article
    assert isinstance(article, Article)
    assert explanation.restore() == doc.text
    assert letters(fields(article)) == letters(doc.text)
    at = 0
    for part in explanation.segments:
        assert part.start == at < part.end
        at = part.end
    assert at == len(doc.text)
    for removal in article.removed:
        assert doc.text[removal.start : removal.end] == removal.text


@many
@given(markup)
@example(PAGE)
def test_blocks_of_a_page_cover_its_text(source: str) -> None:
    """Blocks of a page come in order and hold all but the breaks between them, each in an element of the page."""
    doc = explain(source, kind="html", pipeline=Pipeline()).document
    assert "\n".join(block.text for block in doc.blocks) == doc.text
    for index, block in enumerate(doc.blocks):
        assert block.index == index
        assert doc.text[block.start : block.end] == block.text
        assert block.element is None or doc.elements[block.element.index] is block.element
        assert 0 <= block.link_chars <= len(block.text)
    for element in doc.elements:
        assert element.index < element.last <= len(doc.elements)
        assert element.parent is None or element.parent.index < element.index < element.parent.last


@some
@given(markup)
@example(PAGE)
def test_marks_alone_rebuild_the_article_of_a_page(source: str) -> None:
    """Text, blocks, hints, elements and marks are all that the article of a page is made of."""
    explanation = explain(source, kind="html")
    doc = explanation.document
    bare = Document.of(doc.text, doc.blocks, hints=doc.hints, url=doc.url, elements=doc.elements)
    bare = bare.paint(Mark(*mark) for mark in doc.marks)
    assert assemble(bare) == explanation.article
    assert Explanation(bare).segments == explanation.segments


@some
@given(pages(), pages())
@example(PAGE, PAGE)
def test_the_same_page_gives_the_same(source: str, other: str) -> None:
    """Asking twice, or for another page between, changes nothing, and an explanation equals its like."""
    first = explain(source, kind="html")
    clean(other, kind="html")
    assert explain(source, kind="html") == first
    assert clean(source, kind="html") == first.article


@some
@given(pages())
@example(PAGE)
@example("<div>" * 900 + "deep")
def test_pages_can_be_sent(source: str) -> None:
    """Documents, explanations and articles of pages come out of a pickle equal to what went in; dicts are ready for JSON."""
    explanation = explain(source, kind="html")
    for value in (explanation.document, explanation, explanation.article):
        assert pickle.loads(pickle.dumps(value)) == value
    said = json.loads(json.dumps(explanation.to_dict()))
    assert [part["text"] for part in said["segments"]] == [part.text for part in explanation.segments]
    assert explanation.listing().count("\n") <= explanation.document.text.count("\n") + len(explanation.segments)


@many
@given(st.binary(max_size=300))
@example(PAGE.encode("utf-16"))
@example(PAGE.encode("cp1252", "replace"))
@example(b"<meta charset=utf-7>+ADw-p+AD4-")
def test_any_bytes_give_an_article_of_a_page(raw: bytes) -> None:
    """Any bytes read as HTML give an Article, unless they are compressed."""
    assume(not raw.startswith(COMPRESSED))
    explanation = explain(raw, kind="html")
    assert letters(fields(explanation.article)) == letters(explanation.document.text)


def test_places() -> None:
    """In the explanation of a page every line has its place, in that of a text none has."""
    explanation = explain(PAGE)
    assert [part["path"] for part in explanation.to_dict()["segments"] if part["text"] == "By Lena Ortiz"] == [["p.byline"]]
    assert " | p.byline" in explanation.listing()
    assert all("path" not in part for part in explain(SAMPLE).to_dict()["segments"])
    page = "<div id=main class='a-class-of-more-than-thirty-letters two'><section><p>One.</p></section></div>"
    assert explain(page, pipeline=Pipeline()).listing() == "  body | div.a-class-of-more-tha… > p | One."


# --- values -------------------------------------------------------------------------------------------------------------


@some
@given(documents())
@example(SAMPLE)
def test_dicts_are_plain(text: str) -> None:
    """`to_dict` is ready for JSON and says all there is."""
    explanation = explain(text)
    article = json.loads(json.dumps(explanation.article.to_dict()))
    assert article["body"] == explanation.article.body
    assert len(article["removed"]) == len(explanation.article.removed)
    said = json.loads(json.dumps(explanation.to_dict()))
    assert [part["text"] for part in said["segments"]] == [part.text for part in explanation.segments]


def test_dict_keys() -> None:
    """The keys of the dict are the article's fields."""
    keys = "title deck byline date body captions credits notes authors quality removed"
    assert list(clean(SAMPLE).to_dict()) == keys.split()


def test_listing_shows_every_line() -> None:
    """The listing has every line of the document, and the filter that took it."""
    explanation = explain(SAMPLE)
    listing = explanation.listing()
    assert str(explanation) == listing
    for removal in explanation.article.removed:
        assert " ".join(removal.text.split()) in listing
        assert removal.filter in listing


def test_paragraphs_are_the_body() -> None:
    """`paragraphs` and `body` say the same."""
    article = clean(SAMPLE)
    assert "\n\n".join(article.paragraphs) == article.body
    assert clean("").paragraphs == ()


def test_values_are_frozen() -> None:
    """An article, a removal, a document and a pipeline cannot be changed."""
    explanation = explain(SAMPLE)
    article = explanation.article
    for value, name in ((article, "body"), (article.removed[0], "text"), (explanation.document, "text"), (PIPELINE, "filters")):
        with pytest.raises(AttributeError):
            setattr(value, name, "other")


def test_results_can_be_sent() -> None:
    """Articles and explanations come out of a pickle equal to what went in."""
    explanation = explain(SAMPLE)
    assert pickle.loads(pickle.dumps(explanation.article)) == explanation.article
    assert pickle.loads(pickle.dumps(explanation)).article == explanation.article


# --- the pipeline -------------------------------------------------------------------------------------------------------


def shout(doc: Document) -> Iterator[Mark]:
    """Lines in capitals."""
    for block in doc.open:
        if block.text.isupper():
            yield from block.marks(Label.BOILERPLATE, "in capitals")


def test_pipeline_equals_its_copy() -> None:
    """A pipeline comes out of a pickle equal, and works."""
    copy = pickle.loads(pickle.dumps(PIPELINE))
    assert copy == PIPELINE
    assert hash(copy) == hash(PIPELINE)
    assert clean(SAMPLE, pipeline=copy) == clean(SAMPLE)


def test_edits_leave_the_old_pipeline() -> None:
    """Every edit gives a new pipeline; PIPELINE stays as it was."""
    names = PIPELINE.names
    first, last = names[0], names[-1]
    assert PIPELINE.before(last, shout).names == (*names[:-1], "shout", last)
    assert PIPELINE.after(first, shout).names == (first, "shout", *names[1:])
    assert PIPELINE.replace(first, shout).names == ("shout", *names[1:])
    assert PIPELINE.replace(first, shout, Phrases("house", lines=("read it here",))).names[:3] == ("shout", "house", names[1])
    assert PIPELINE.without(first, last).names == names[1:-1]
    assert PIPELINE.only(last, first).names == (first, last)
    assert PIPELINE.names == names
    assert PIPELINE.without(first) != PIPELINE


@pytest.mark.parametrize("name", PIPELINE.names)
def test_without_leaves_no_mark(name: str) -> None:
    """A filter that was taken out marks nothing; one alone marks in its name only."""
    for text in (SAMPLE, SAMPLE.replace("\n\n", " ")):
        assert name not in {mark.filter for mark in explain(text, pipeline=PIPELINE.without(name)).document.marks}
        assert {mark.filter for mark in explain(text, pipeline=PIPELINE.only(name)).document.marks} <= {name}


def test_empty_pipeline_keeps_everything() -> None:
    """Without filters the body is the text."""
    article = clean(SAMPLE, pipeline=Pipeline())
    assert letters(article.body) == letters(SAMPLE)
    assert article.removed == ()


def test_own_filter() -> None:
    """Any function with a name is a filter; the engine stamps its name."""
    article = clean("NEWS OF THE HARBOUR\n\n" + PROSE[0], pipeline=Pipeline((shout,)))
    assert [(removal.text, removal.filter, removal.reason) for removal in article.removed] == [
        ("NEWS OF THE HARBOUR", "shout", "in capitals")
    ]
    assert article.body == PROSE[0]


def test_later_paint_wins() -> None:
    """A later mark covers an earlier one: a rescue is an ordinary filter."""

    def everything(doc: Document) -> Iterator[Mark]:
        yield Mark(0, len(doc.text), Label.BOILERPLATE, "all of it")

    def back(doc: Document) -> Iterator[Mark]:
        yield Mark(0, 5, Label.BODY, "given back")

    explanation = explain("Hello there, harbour.", pipeline=Pipeline((everything, back)))
    assert explanation.article.body == "Hello"
    assert [removal.text for removal in explanation.article.removed] == ["there, harbour."]
    assert len(explanation.document.marks) == 2


def test_iteration_and_names() -> None:
    """A pipeline can be read like a table of contents."""
    assert len(list(PIPELINE)) == len(PIPELINE.names) == len(set(PIPELINE.names))


# --- errors -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [None, 3, ["a"], object(), Path("a.txt")])
def test_wrong_source(source: object) -> None:
    """What is neither str nor bytes is a TypeError that says what came."""
    for call in (clean, explain):
        with pytest.raises(TypeError, match=type(source).__name__):
            call(source)  # type: ignore[arg-type]


def test_wrong_kind() -> None:
    """An unknown kind is a ValueError that says it."""
    with pytest.raises(ValueError, match="pdf"):
        clean("text", kind="pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize("edit", ["before", "after", "replace", "without", "only"])
def test_unknown_filter(edit: str) -> None:
    """An unknown name is a LookupError that lists the names there are."""
    arguments = ("no_such_filter",) if edit in ("without", "only") else ("no_such_filter", shout)
    with pytest.raises(LookupError) as caught:
        getattr(PIPELINE, edit)(*arguments)
    assert "no_such_filter" in str(caught.value)
    assert all(name in str(caught.value) for name in PIPELINE.names)


def test_two_filters_of_one_name() -> None:
    """Two filters of one name could not be told apart: ValueError."""
    with pytest.raises(ValueError, match="shout"):
        Pipeline((shout, shout))
    with pytest.raises(ValueError, match=PIPELINE.names[0]):
        PIPELINE.after(PIPELINE.names[1], PIPELINE.filters[0])


@pytest.mark.parametrize("span", [(-1, 3), (0, 10_000), (3, 3), (4, 2)])
def test_mark_outside(span: tuple[int, int]) -> None:
    """A mark outside the document, or over nothing, is a ValueError that names the filter."""

    def astray(_: Document) -> Iterator[Mark]:
        yield Mark(*span, Label.BOILERPLATE, "astray")

    with pytest.raises(ValueError, match="astray"):
        clean("A short text.", pipeline=Pipeline((astray,)))


def test_filter_that_yields_no_mark() -> None:
    """What is not a Mark is a TypeError that names the filter."""

    def odd(_: Document) -> Iterator[object]:
        yield (0, 1)

    with pytest.raises(TypeError, match="odd"):
        clean("A short text.", pipeline=Pipeline((odd,)))  # type: ignore[arg-type]


def test_filter_without_a_name() -> None:
    """A filter without a name is a TypeError."""

    class Nameless:
        def __call__(self, _: Document) -> tuple[Mark, ...]:
            return ()

    with pytest.raises(TypeError, match="name"):
        Pipeline((Nameless(),))


# --- own phrases --------------------------------------------------------------------------------------------------------


def test_own_phrases() -> None:
    """One's own phrases are a filter: a value, equal to its copy."""
    house = Phrases("house", lines=("Read it first in the * Gazette",))
    assert house == Phrases("house", lines=("Read it first in the * Gazette",))
    assert pickle.loads(pickle.dumps(house)) == house
    article = clean("\n\n".join((PROSE[0], "Read it first in the Harbour Gazette!", PROSE[1])), pipeline=Pipeline((house,)))
    assert [(removal.text, removal.filter) for removal in article.removed] == [("Read it first in the Harbour Gazette!", "house")]
    assert article.paragraphs == PROSE[:2]


def test_phrases_from_a_file(tmp_path: Path) -> None:
    """A file of phrases is a filter under the file's name, comments left out."""
    file = tmp_path / "house.txt"
    file.write_text("# our own\n#\n\nRead it first in the * Gazette\nlanded at # o'clock\n", "utf-8")
    house = Phrases.load(file)
    assert house.name == "house"
    assert Phrases.load(str(file), "gazette").name == "gazette"
    text = "\n\n".join((PROSE[0], "Read it first in the Harbour Gazette", "Landed at 7 o'clock", PROSE[1]))
    assert clean(text, pipeline=Pipeline((house,))).paragraphs == PROSE[:2]


@pytest.mark.parametrize("phrase", ["*", "#", "* is a friend of *", "..."])
def test_broken_phrase(phrase: str) -> None:
    """A phrase that would match anything is a ValueError that shows it, at once."""
    with pytest.raises(ValueError, match="house"):
        Phrases("house", lines=(phrase,))


def test_unknown_family() -> None:
    """A family of phrases that is not built in is a LookupError that lists those that are."""
    with pytest.raises(LookupError, match="newsletter"):
        clean(SAMPLE, pipeline=Pipeline((Phrases("no_such_family"),)))


# --- many ---------------------------------------------------------------------------------------------------------------


def test_clean_many_in_order() -> None:
    """Articles come in the order of their sources, whatever the number of workers."""
    sources = [f"Ferry number {i} runs aground\n\n{PROSE[i % 3]}" for i in range(80)]
    expected = [clean(source) for source in sources]
    assert list(clean_many(sources)) == expected
    assert list(clean_many(iter(sources), workers=2)) == expected
    assert list(clean_many(sources, workers=2, pipeline=Pipeline())) == [clean(source, pipeline=Pipeline()) for source in sources]
    assert list(clean_many([])) == []


@pytest.mark.parametrize(("workers", "most"), [(None, 1), (2, 1000)])
def test_clean_many_is_lazy(workers: int | None, most: int) -> None:
    """Sources are read as articles are asked for, with a bounded number read ahead: they may have no end."""
    asked = 0

    def endless() -> Iterator[str]:
        nonlocal asked
        while True:
            asked += 1
            yield PROSE[0]

    articles = clean_many(endless(), workers=workers)
    assert asked == 0
    assert next(articles).body == PROSE[0]
    assert asked <= most
    articles.close()  # type: ignore[attr-defined]


def test_clean_many_passes_errors_on() -> None:
    """A source of a wrong type is an error in its turn, not before."""
    articles = clean_many([PROSE[0], None])  # type: ignore[list-item]
    assert next(articles).body == PROSE[0]
    with pytest.raises(TypeError):
        next(articles)
