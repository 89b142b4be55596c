"""Training from end to end on a dozen small pages: what it makes is whole, the same each time, and fit for the library."""

from __future__ import annotations

import gzip
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import bs4
import numpy as np
import pytest

from bench.data import SETS, dump_name
from cleaner.model import labeller
from cleaner.model.features import visible
from cleaner.model.trees import Trees
from cleaner.read import read
from tests.material import PARAGRAPHS, page
from training.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Row = dict[str, Any]
    Arrays = dict[str, np.ndarray[Any, Any]]

inscriptis, threads, *_ = (pytest.importorskip(name) for name in "inscriptis threadpoolctl catboost numba scipy sklearn".split())

TREES, DEPTH = 4, 3
DECK = "The ferries have to wait for the autumn, and so do the people who live on them."
CAPTION = "Lorries queue on the northern shore before the bridge is opened, on Monday morning."
_PICTURE = f'<figure><img src="bridge.jpg"><figcaption>{CAPTION}</figcaption></figure>'
_AD = '<div class="promo"><img src="ad.jpg"><p>Win a day at sea with us</p></div>'  # stands with a picture, and is no caption
HEADLINE = "Harbour bridge opens two years late"
# None of them is a validation site, and there is one of each set in each fold.
SITES = {
    "fundus": ("reef", "pier", "harbour", "tide"),
    "wcxb": ("reef", "dock", "gull", "bay"),
    "snippets": ("reef", "pier", "mast", "port"),
}
GOLD: dict[str, Row] = {"fundus": {"deck": DECK, "captions": [CAPTION]}, "wcxb": {"deck": None, "captions": None}}
FILES = {"html.npz", "captions.npz", "text.npz"}


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of a set: pages with a deck and a picture, each with a story of its own."""
    for number, site in enumerate(SITES[name]):
        story = PARAGRAPHS[number:] + PARAGRAPHS[:number]
        html = page(story).replace('<div class="story-body">', f'<p class="deck">{DECK}</p>{_PICTURE}<div class="story-body">')
        html = html.replace("<h3>More from", f"{_AD}<h3>More from")
        known = {"id": f"{name}{number}", "site": f"{site}.example", "url": f"https://{site}.example/{number}", "html": html}
        if name == "snippets":
            yield {**known, "with": [story[0][:40]], "without": ["All rights reserved"]}
        else:
            yield {
                **known,
                **GOLD[name],
                "lang": "uk",
                "title": HEADLINE,
                "body": "\n\n".join(story),
                "authors": [],
                "date": None,
            }


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write a file of rows."""
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def text_of(html: str) -> str:
    """Return the text of a page, a line an element."""
    return bs4.BeautifulSoup(html, "lxml").get_text("\n", strip=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder; forests that are made of it have a handful of trees."""
    for name in SITES:
        write(tmp_path / f"{name}.jsonl.gz", rows(name))
    for name in SETS:
        for tool, as_text in {"inscriptis": inscriptis.get_text, "bs4": text_of}.items():
            write(tmp_path / dump_name(name, tool), [{"id": row["id"], "text": as_text(row["html"])} for row in rows(name)])
    recipe, quality, captions = (import_module(f"training.{name}") for name in ("recipe", "quality", "captions"))
    monkeypatch.setattr(recipe, "SIZES", {name: (TREES, DEPTH, rate) for name, (_, _, rate) in recipe.SIZES.items()})
    monkeypatch.setattr(quality, "TREES", TREES)
    monkeypatch.setitem(captions.PARAMETERS, "iterations", TREES)
    return tmp_path


def made(folder: Path, name: str) -> dict[str, Arrays]:
    """Train, and return the arrays of each file."""
    out = folder / name
    with threads.threadpool_limits(1):  # threads for arrays as small as these wait for one another most of the time
        assert main(["html", "text", "--data", str(folder), "--out", str(out)]) == 0
    found = {}
    for path in out.iterdir():
        with np.load(path, allow_pickle=False) as arrays:
            found[path.name] = dict(arrays)
    return found


def between(scores: np.ndarray[Any, Any]) -> bool:
    """Return whether the scores are probabilities, and not all are the same."""
    return bool(((scores >= 0) & (scores <= 1)).all()) and len(np.unique(scores)) > 1


def test_training(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs make the same files to the last bit, and the library reads them and tells blocks apart by them."""
    once, again = made(folder, "once"), made(folder, "again")
    assert once.keys() == again.keys() == FILES
    for file, arrays in once.items():
        assert arrays.keys() == again[file].keys()
        assert not [name for name, array in arrays.items() if array.tobytes() != again[file][name].tobytes()], file
    (row, *_) = rows("fundus")
    monkeypatch.setattr("cleaner.resources.weights", lambda kind: once[f"{kind}.npz"])
    for kind, source in (("html", row["html"]), ("text", inscriptis.get_text(row["html"]))):
        model = labeller.model.__wrapped__(kind)  # the library's own stays in the cache
        table, _ = model.table(visible(read(source, kind=kind)))
        assert all(between(forest.probabilities(table)) for forest in model.heads.values())
    values = np.random.default_rng(1).normal(size=(999, 50)).astype(np.float32)
    for arrays in once.values():
        for prefix in {name.rpartition(".")[0] for name in arrays if name.endswith(".leaves")}:
            forest = Trees.of(arrays, prefix)
            assert between(forest.scores(values[: len(forest.names)])), prefix


def test_missing_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says what is not there."""
    assert main(["html", "--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith(f"training: no {tmp_path / 'fundus.jsonl.gz'}")


def test_pages_with_wrong_gold_are_left_out(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that the list names is no example of HTML or text."""
    examples = import_module("training.examples")
    wrong = tmp_path / "wrong_gold.txt"
    wrong.write_text("# A page, and why.\nwcxb/wcxb1 the second half is missing\n", encoding="utf-8")
    assert "wcxb1" in {row["id"] for row in examples.rows(folder, "wcxb")}
    monkeypatch.setattr(examples, "WRONG_GOLD", wrong)
    assert "wcxb1" not in {example.id for example in examples.html_examples(folder)}
    assert not [example.id for example in examples.text_examples(folder, dict) if example.id.endswith("wcxb/wcxb1")]
