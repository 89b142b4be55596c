"""Pages with gold from other projects' repositories, read where their users have checked them out."""

from __future__ import annotations

import ast
import gzip
import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from bs4 import UnicodeDammit

from bench.data import MissingDataError, Page, Source, snippet_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def article_extraction_benchmark(folder: Path, limit: int | None = None) -> Iterator[Source]:
    """A checkout of scrapinghub/article-extraction-benchmark.

    `ground-truth.json` has `{id: {"articleBody": ..., "url": ...}}`, and the page is `html/<id>.html.gz`. It is scored by its own
    measure, the one that all pages with a gold body are scored by.
    """
    gold = json.loads(_existing(folder / "ground-truth.json").read_text("utf-8"))
    for name, row in islice(gold.items(), limit):
        html = gzip.decompress(_existing(folder / "html" / f"{name}.html.gz").read_bytes())
        yield Source(Page(name, "", row.get("url") or "", None, row.get("articleBody") or "", None), decoded(html))


def trafilatura_tests(folder: Path, limit: int | None = None) -> Iterator[Source]:
    """The folder `tests` of a checkout of adbar/trafilatura.

    `evaldata.json`, or in older ones a dictionary in `evaldata.py`, has `{url: {"file": ..., "with": [...], "without": [...]}}`,
    and the page is in `cache/` or `eval/`, in any encoding. Scored by snippets. An entry whose page is not there is left out.
    """
    found = ((url, row, path) for url, row in _evaldata(folder).items() if (path := _evaluated(folder, row["file"])))
    for url, row, path in islice(found, limit):
        yield Source(snippet_page({"id": row["file"], "site": "", "url": url, **row}), decoded(path.read_bytes()))


#: By the name of the option.
CHECKOUTS: dict[str, Callable[[Path, int | None], Iterator[Source]]] = {
    "article-extraction-benchmark": article_extraction_benchmark,
    "trafilatura-tests": trafilatura_tests,
}


def decoded(html: bytes) -> str:
    """Return a page as text, by its own word for its encoding or by what its bytes look like; all systems get the same."""
    return UnicodeDammit(html, is_html=True).unicode_markup or html.decode("utf-8", "replace")


def _evaldata(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the annotations, read as data: the Python file is not run."""
    rows: dict[str, dict[str, Any]]
    if (folder / "evaldata.json").is_file():
        rows = json.loads((folder / "evaldata.json").read_text("utf-8"))
        return rows
    tree = ast.parse(_existing(folder / "evaldata.py").read_text("utf-8"))
    values = (node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict))
    rows = ast.literal_eval(next(values, ast.Dict([], [])))
    return rows


def _evaluated(folder: Path, name: str) -> Path | None:
    """Return where the page of that name is."""
    return next((path for part in ("cache", "eval") if (path := folder / part / name).is_file()), None)


def _existing(path: Path) -> Path:
    """Return the path of a file that must be there."""
    if not path.is_file():
        raise MissingDataError(f"no {path}: is the folder such a checkout?")
    return path
