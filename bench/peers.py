"""The systems that read HTML: cleaner, and what one would use instead of it. The extra `bench` installs the others.

Each is called as its documentation says, with the options that get it text, and a title where the same call has one.
All are given the decoded page; none may go to the network.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.systems import CLEANER
from cleaner import clean

if TYPE_CHECKING:
    from cleaner import Article


class Output(NamedTuple):
    """What a system makes of a page. `title` and `captions` are None where the system has no such field."""

    body: str
    title: str | None = None
    captions: tuple[str, ...] | None = None


#: Takes the HTML and the address of a page.
Reader = Callable[[str, str], Output]


class System(NamedTuple):
    """How to get a reader: `load` imports the `package`, and raises ImportError where it is not installed.

    `empty` is what stands for its output on a page on which it raises.
    """

    package: str
    load: Callable[[], Reader]
    empty: Output


def _cleaner() -> Reader:
    return read_with_cleaner


def read_with_cleaner(html: str, url: str) -> Output:
    """Return what `clean` makes of the page."""
    return output_of(clean(html, url=url, kind="html"))


def output_of(article: Article) -> Output:
    """Return what is measured of an article."""
    return Output(article.body, article.title or "", article.captions)


def _trafilatura(**options: Any) -> Reader:
    """Return trafilatura with its defaults but for comments, which no gold has; with metadata it looks for a title, too."""
    extract = import_module("trafilatura").bare_extraction

    def read(html: str, url: str) -> Output:
        found = extract(html, url=url, include_comments=False, **options)
        return Output((found and found.text) or "", ((found and found.title) or "") if "with_metadata" in options else None)

    return read


def _readability() -> Reader:
    """Return readability-lxml; the HTML that it gives is taken to text by lxml, with a line for each block."""
    document, parse, etree = (
        import_module("readability").Document,
        import_module("lxml.html").fromstring,
        import_module("lxml.etree"),
    )

    def read(html: str, url: str) -> Output:
        found = document(html, url=url or None)
        summary = parse(found.summary(html_partial=True))
        for block in summary.iter(*"p div li h1 h2 h3 h4 h5 h6 td br blockquote pre".split()):
            block.text, block.tail = "\n" + (block.text or ""), "\n" + (block.tail or "")
        return Output(etree.tostring(summary, method="text", encoding="unicode"), found.short_title() or "")

    return read


def _newspaper() -> Reader:
    """Return newspaper4k without its look at pictures, which goes to the network."""
    article = import_module("newspaper").Article

    def read(html: str, url: str) -> Output:
        found = article(url or "https://example.org/", fetch_images=False)
        found.download(input_html=html)
        found.parse()
        return Output(found.text or "", found.title or "")

    return read


def _goose() -> Reader:
    goose = import_module("goose3").Goose({"enable_image_fetching": False})

    def read(html: str, _: str) -> Output:
        found = goose.extract(raw_html=html)
        return Output(found.cleaned_text or "", found.title or "")

    return read


def _justext() -> Reader:
    module = import_module("justext")
    words = module.get_stoplist("English")

    def read(html: str, _: str) -> Output:
        return Output("\n".join(part.text for part in module.justext(html, words) if not part.is_boilerplate))

    return read


def _boilerpy3() -> Reader:
    extractor = import_module("boilerpy3.extractors").ArticleExtractor()

    def read(html: str, _: str) -> Output:
        found = extractor.get_doc(html)
        return Output(found.content or "", found.title or "")

    return read


def _resiliparse() -> Reader:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text

    def read(html: str, _: str) -> Output:
        return Output(extract(html, main_content=True))

    return read


_TEXT, _TITLED = Output(""), Output("", "")

SYSTEMS: dict[str, System] = {
    CLEANER: System("article-cleaner", _cleaner, Output("", "", ())),
    "trafilatura": System("trafilatura", partial(_trafilatura, with_metadata=True), _TITLED),
    "trafilatura precision": System("trafilatura", partial(_trafilatura, favor_precision=True), _TEXT),
    "trafilatura fast": System("trafilatura", partial(_trafilatura, fast=True), _TEXT),
    "readability-lxml": System("readability-lxml", _readability, _TITLED),
    "newspaper4k": System("newspaper4k", _newspaper, _TITLED),
    "goose3": System("goose3", _goose, _TITLED),
    "jusText": System("jusText", _justext, _TEXT),
    "boilerpy3": System("boilerpy3", _boilerpy3, _TITLED),
    "resiliparse": System("resiliparse", _resiliparse, _TEXT),
}


def load(names: Sequence[str]) -> tuple[dict[str, Reader], dict[str, str]]:
    """Return the readers of the systems that are installed, and for each that is not, why."""
    with quiet():
        loaded = {name: _load(SYSTEMS[name]) for name in names}
    readers = {name: found for name, found in loaded.items() if not isinstance(found, str)}
    return readers, {name: found for name, found in loaded.items() if isinstance(found, str)}


def _load(system: System) -> Reader | str:
    """Return the reader, or why there is none."""
    try:
        return system.load()
    except ImportError as error:
        return f"{system.package} is not installed ({error})"


def versions(names: Sequence[str]) -> str:
    """Return the packages behind the systems with their versions, in one line."""
    packages = dict.fromkeys(SYSTEMS[name].package for name in names)
    return ", ".join(f"{package} {version(package)}" for package in packages)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the systems' warnings and logs off the tables."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
