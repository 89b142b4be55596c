"""The benchmark of HTML pages, on tiny data made here. No extractor is needed; those that are installed are tried."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from bench import calibration, checkouts, data, floors, html, languages, memory, metrics, peers, stages, trial, worst
from bench.__main__ import main
from cleaner import Article, Document, Explanation, clean, explain
from cleaner.read.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = Path(__file__).parent / "pages"
BODY = "The ferry ran aground on Monday, and nobody of the crew was hurt."
GERMAN = "Die Fähre lief am Montag auf Grund, von der Besatzung wurde niemand verletzt."
PAGE = f"<html><body><p>{BODY}</p></body></html>"


def flattened(source: str) -> str:
    """Return a page as text, the simplest way there is: reading HTML is not what is tested here."""
    return re.sub(r"(?:<[^>]+>)+", "\n", source)


def fake_clean(source: str, *, url: str | None = None, kind: str | None = None) -> Article:
    """Clean the text of a page."""
    return clean(flattened(source), url=url)


def fake_explain(source: str, *, url: str | None = None, kind: str | None = None) -> Explanation:
    """Explain the text of a page."""
    return explain(flattened(source), url=url)


def fake_read(source: str, *, url: str | None = None, kind: str | None = None) -> Document:
    """Read the text of a page."""
    return read_text(flattened(source), url=url)


def broken(*_: object, **__: object) -> NoReturn:
    """Raise."""
    raise ValueError("no such page")


@pytest.fixture
def reads_html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cleaner be the fake, and one other system stand beside it."""
    for module in ("systems", "peers", "stages"):
        monkeypatch.setattr(f"bench.{module}.clean", fake_clean)
    monkeypatch.setattr("bench.worst.explain", fake_explain)
    monkeypatch.setattr("bench.stages.read", fake_read)
    tags = peers.System("article-cleaner", lambda: lambda source, _: peers.Output(source, ""), peers.Output("", ""))
    absent = peers.System("no-such-package", broken_import, peers.Output(""))
    own = peers.SYSTEMS["cleaner"]
    monkeypatch.setattr("bench.peers.SYSTEMS", systems := {"cleaner": own, "with tags": tags, "absent": absent})
    monkeypatch.setattr("bench.trial.SYSTEMS", systems)
    monkeypatch.setattr("bench.html.SYSTEMS", systems)


def broken_import() -> NoReturn:
    """Raise what an import raises."""
    raise ImportError("No module named 'no_such_package'")


def write(file: Path, rows: list[dict[str, object]]) -> None:
    """Write a file of rows."""
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def row(name: str, body: str = BODY, lang: str = "uk") -> dict[str, object]:
    """Return the row of a page on a validation site, whose gold is its only paragraph."""
    source = f"<html><body><p>{body}</p></body></html>"
    return {
        "id": name,
        "site": "daily.example",
        "url": "u",
        "lang": lang,
        "title": "T",
        "captions": [],
        "body": body,
        "html": source,
    }


def small_data(folder: Path) -> None:
    """Write a data folder: an English and a German page, and a page of snippets."""
    write(folder / "fundus.jsonl.gz", [row("1"), row("2", GERMAN, "de")])
    write(folder / "wcxb.jsonl.gz", [{**row("1"), "captions": None}])
    snippets = {
        "id": "s",
        "site": "daily.example",
        "url": "u",
        "html": PAGE,
        "with": ["ran aground", "no such"],
        "without": ["crew"],
    }
    write(folder / "snippets.jsonl.gz", [snippets])


def test_snippets() -> None:
    """White space is folded on both sides; F1 is over all snippets."""
    found = metrics.find_snippets("a  b\nc d", ["a b c", "x", "d"], ["c\n d", "y"])
    assert found == metrics.Snippets(hit=2, wrong=1, missed=1)
    assert metrics.snippets_overall([found, metrics.Snippets(1, 0, 0)]) == {"F1": 6 / 8, "P": 3 / 4, "R": 3 / 4}
    assert metrics.snippets_overall([]) == {"F1": None, "P": None, "R": None}


def test_fields_that_a_system_does_not_have() -> None:
    """No title to give is not a wrong title, and captions count only where system and gold have some."""
    page = data.Page("1", "s", "", "T", BODY, ("A caption.",))
    bare = trial.judge(page, peers.Output(BODY))
    assert (bare.score.title, bare.captions, bare.snippets) == (None, None, None)
    full = trial.judge(page, peers.Output(BODY, "", ("A caption.",)))
    assert (full.score.title, full.captions) == (False, metrics.Captions(1, 1, 1))
    assert trial.judge(data.Page("1", "s", "", "T", BODY, None), peers.Output(BODY, "t", ())).captions is None


def test_captions_in_the_body() -> None:
    """A caption left in the body is one that the gold body has not; a heading of three words may be called as a picture is."""
    caption = "The quay at dawn, seen from above"

    def stands(body: str, gold: str = BODY) -> bool | None:
        page = data.Page("1", "s", "", "T", gold, (caption, "On the quay"))
        return trial.judge(page, peers.Output(body)).caption_in_body

    with_caption = f"{BODY}\n\n{caption}."
    assert [stands(BODY), stands(f"{BODY}\n\nOn the quay")] == [False, False]
    assert [stands(with_caption), stands(with_caption, with_caption)] == [True, False]
    assert trial.judge(data.Page("1", "s", "", "T", BODY, None), peers.Output(BODY)).caption_in_body is None


def test_a_system_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has an empty result there, the page is counted, and the systems take turns."""
    calls: list[str] = []

    def reader(name: str, *, fails: bool) -> Callable[[str, str], peers.Output]:
        def read(source: str, _: str) -> peers.Output:
            calls.append(name)
            return broken() if fails else peers.Output(flattened(source))

        return read

    system = peers.System("", broken, peers.Output("", ""))
    monkeypatch.setattr("bench.trial.SYSTEMS", {"good": system, "bad": system})
    sources = [data.Source(data.Page(name, "s", "", "T", BODY, None), PAGE) for name in "12"]
    trials = trial.run_trials(sources, {"good": reader("good", fails=False), "bad": reader("bad", fails=True)})
    assert calls == ["good", "bad"] * 3  # once to warm up
    assert trials["bad"].errors == {"1": "ValueError: no such page", "2": "ValueError: no such page"}
    assert [each.score.recall for each in trials["bad"].results] == [0.0, 0.0]
    measures = html.measures(trials["good"])
    assert (measures["F1"], measures["pages"], measures["failed"], measures["title"]) == (1.0, 2, 0, None)
    assert measures["ms/page"] > 0
    assert html.measures(trials["bad"])["failed"] == 2
    assert trial.Trial().milliseconds == (None, None)


@pytest.mark.usefixtures("reads_html")
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table a set, F1 by language and country, the worst pages; what is not installed is named."""
    small_data(tmp_path)
    out = tmp_path / "out.json"
    given = ["html", "--data", str(tmp_path), "--split", "validation"]
    assert main([*given, "--worst", "1", "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "absent is left out: no-such-package is not installed (No module named 'no_such_package')" in printed
    assert "## HTML, fundus, validation (2 pages)" in printed
    assert "| how far they are behind |" in printed
    assert "  lost no such\n  left crew" in printed
    rows = json.loads(out.read_text())
    own = {each["set"]: each for each in rows if each.get("system") == "cleaner"}
    assert (own["fundus"]["F1"], own["fundus"]["exact"], own["fundus"]["captions"]) == (1.0, 1.0, None)
    assert (own["snippets"]["P"], own["snippets"]["R"]) == (0.5, 0.5)
    groups = {each["group"]: (each["pages"], each["cleaner"]) for each in rows if "group" in each}
    assert groups == {
        "English": (1, 1.0), "other languages": (1, 1.0), "how far they are behind": (None, 0.0), "de": (1, 1.0), "uk": (1, 1.0),
    }  # fmt: skip
    assert main([*given, "--no-peers", "--set", "wcxb", "--limit", "1"]) == 0
    assert "with tags" not in capsys.readouterr().out


@pytest.mark.usefixtures("reads_html")
def test_the_cleaner_must_not_raise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If it does, the run goes on, says where, and ends with 1."""
    small_data(tmp_path)
    monkeypatch.setattr("bench.peers.clean", broken)
    monkeypatch.setattr("bench.worst.explain", broken)
    assert main(["html", "--data", str(tmp_path), "--set", "wcxb", "--split", "validation", "--worst", "--no-peers"]) == 1
    printed = capsys.readouterr().out
    assert "cleaner raised on 1 of 1 pages; on 1: ValueError: no such page" in printed
    assert "  raised ValueError: no such page" in printed


def test_languages() -> None:
    """English is told by its two most frequent words."""
    assert languages.is_english("The end of the road is near, said the mayor of the town.")
    assert not languages.is_english(GERMAN)
    assert not languages.is_english("")


def test_worst_first() -> None:
    """By F1, or by the number of wrong snippets."""
    page = data.Page("1", "s", "", None, BODY, None)
    good, bad = (trial.judge(page, peers.Output(text)) for text in (BODY, "Something else."))
    assert sorted([good, bad], key=worst._badness, reverse=True) == [bad, good]


@pytest.mark.usefixtures("reads_html")
def test_article_extraction_benchmark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A checkout is read alone, unless a set is asked for, too."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a1.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"a1": {"articleBody": BODY, "url": "https://example.org/1"}}))
    out = tmp_path / "out.json"
    assert main(["html", "--article-extraction-benchmark", str(tmp_path), "--system", "cleaner", "--json", str(out)]) == 0
    assert "## HTML, article-extraction-benchmark, all (1 pages)" in capsys.readouterr().out
    (own,) = json.loads(out.read_text())
    assert (own["F1"], own["exact"]) == (1.0, 1.0)
    (tmp_path / "html" / "a1.html.gz").unlink()
    assert main(["html", "--article-extraction-benchmark", str(tmp_path), "--system", "cleaner"]) == 2
    assert "is the folder such a checkout?" in capsys.readouterr().err


@pytest.mark.parametrize("shape", ["json", "py"])
@pytest.mark.usefixtures("reads_html")
def test_trafilatura_tests(tmp_path: Path, shape: str) -> None:
    """Annotations as JSON or as Python, pages in two folders and in any encoding; one that is not there is left out."""
    entry = {"with": ["Fähre lief"], "without": ["Newsletter"]}
    rows = {f"https://example.org/{name}": {"file": f"{name}.html", **entry} for name in ("cached", "eval", "gone")}
    if shape == "json":
        (tmp_path / "evaldata.json").write_text(json.dumps(rows))
    else:
        (tmp_path / "evaldata.py").write_text(
            f'"""Pages."""\nimport os\n\nEVAL_PAGES = {rows!r}\nraise RuntimeError("it was run")\n'
        )
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{GERMAN}</p></body></html>'
    for folder, name in (("cache", "cached"), ("eval", "eval")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.html").write_bytes(page.encode("iso-8859-1"))
    sources = list(checkouts.trafilatura_tests(tmp_path))
    assert [source.page.id for source in sources] == ["cached.html", "eval.html"]
    assert all(GERMAN in source.html for source in sources)
    assert main(["html", "--trafilatura-tests", str(tmp_path), "--system", "cleaner", "--limit", "1"]) == 0


def test_no_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says what is missing."""
    assert main(["html", "--trafilatura-tests", str(tmp_path), "--system", "cleaner"]) == 2
    assert capsys.readouterr().err == f"bench: no {tmp_path / 'evaldata.py'}: is the folder such a checkout?\n"


@pytest.mark.skipif(not memory.PEAK.exists(), reason="the kernel does not tell")
def test_memory() -> None:
    """Counted is the peak, not what is left at the end; and what was held before is not counted."""
    work = "held = bytearray(30 << 20)\ndef work(html): return len(bytearray(20 << 20) if len(html) > 1000 else b'')"
    assert 18 <= memory.growth(work, "x" * 2000) < 26
    assert memory.growth(work, "x") < 2


def test_memory_of_what_fails() -> None:
    """The error is that of the process."""
    with pytest.raises(RuntimeError, match="no such page"):
        memory.growth("def work(html): raise ValueError('no such page')", "x")


def test_memory_table(capsys: pytest.CaptureFixture[str]) -> None:
    """The ratio is that of the sums."""
    memory.show([{"set": "s", "parsing": 1.0, "cleaner": 4.0}, {"set": "s", "parsing": 3.0, "cleaner": 6.0}])
    assert re.search(r"\| s +\| +2 \| +2\.000 \| +5\.000 \| +2\.500 \| +3\.000 \| +4\.000 \|", capsys.readouterr().out)


def test_area_under_the_curve() -> None:
    """A tie counts half; without one of the groups there is none."""
    assert calibration.auc([0.9, 0.8], [0.1]) == 1.0
    assert calibration.auc([0.1], [0.9]) == 0.0
    assert calibration.auc([0.5, 0.9], [0.5, 0.7]) == (0.5 + 0 + 1 + 1) / 4
    assert calibration.auc([], [0.5]) is None


@pytest.mark.usefixtures("reads_html")
def test_calibration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints the area, and the quality of each page without an article."""
    small_data(tmp_path)
    bad = {**row("2"), "html": PAGE.replace(BODY, "Something else.")}
    write(tmp_path / "wcxb.jsonl.gz", [row("1"), bad])
    out = tmp_path / "out.json"
    assert main(["calibration", "--data", str(tmp_path), "--workers", "1", "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "2 pages, 1 with F1 > 0.9, 1 with F1 < 0.6" in printed
    assert "| front_en " in printed
    assert json.loads(out.read_text())["auc"] == 1.0
    assert main(["calibration", "--data", str(tmp_path), "--workers", "1", "--pages", str(tmp_path)]) == 2


def test_pages_without_an_article() -> None:
    """Ten of them, of a size that real ones have, in their own languages."""
    found = {file.stem: file.read_text("utf-8") for file in PAGES.glob("*.html")}
    assert len(found) >= 10
    assert all(2_500 < len(text.encode()) < 15_500 for text in found.values())
    for name, text in found.items():
        assert f'<html lang="{name.rsplit("_", 1)[1]}' in text, name


@pytest.mark.usefixtures("reads_html")
def test_floors_of_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A group of its own: it can be added to floors of texts, which stay; a drop names the command."""
    small_data(tmp_path)
    file = tmp_path / "floors.json"
    old: floors.Floors = {"data": {"text": "d"}, "scores": {"bs4/wcxb": {"F1": 0.9}}}
    file.write_text(json.dumps(old))
    given = ["floors", "--data", str(tmp_path), "--file", str(file), "--workers", "1", "--only", "html"]
    assert main(given) == 2
    assert "no floors yet for html" in capsys.readouterr().err
    assert main([*given, "--update"]) == 0
    now = floors.load(file)
    assert now is not None
    assert now["scores"] == {
        **old["scores"],
        "html/fundus": {"F1": 1.0, "exact": 1.0, "title": 0.0},
        "html/wcxb": {"F1": 1.0, "exact": 1.0, "title": 0.0},
        "html/snippets": {"F1": 0.5},
    }
    assert now["data"].keys() == {"text", "html"}
    assert now["data"]["text"] == "d"
    assert main(given) == 0
    now["scores"]["html/fundus"]["captions"] = 0.9
    file.write_text(json.dumps(now))
    capsys.readouterr()
    assert main(given) == 1
    assert capsys.readouterr().out.splitlines() == [
        "html/fundus captions: floor 0.9000, not measured",
        "    python -m bench html --no-peers --worst --set fundus --split validation",
    ]


@pytest.mark.usefixtures("reads_html")
def test_stages(capsys: pytest.CaptureFixture[str]) -> None:
    """Every stage and filter has a time; a page that cannot be cleaned is counted, not timed."""
    page = stages.Input("1", PAGE, "html", "u")
    cost = stages.cost(page)
    assert set(cost.stages) - {stages.PARSING} == {"clean", "read", "first look", "filters", "second look", "put together"}
    assert {"tune_in", "rescue"} <= set(cost.filters)
    assert "labeller" not in cost.filters  # it is the second look
    stages.show_stages("pages of HTML", [page, page._replace(source=None)])  # type: ignore[arg-type]
    printed = capsys.readouterr().out
    assert printed.startswith("clean raised on 1 of 2 pages of HTML; on 1: TypeError")
    assert "1 pages of HTML, one core" in printed
    stages.show_stages("pages of HTML", [])
    assert not capsys.readouterr().out


@pytest.mark.usefixtures("reads_html")
def test_speed_of_html(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command reads no dump for it."""
    monkeypatch.setattr("bench.speed.STARTS", 1)
    small_data(tmp_path)
    assert main(["speed", "--data", str(tmp_path), "--kind", "html"]) == 0
    assert "3 pages of HTML" in capsys.readouterr().out


@pytest.mark.parametrize("name", [name for name in peers.SYSTEMS if name != "cleaner"])
def test_peers(name: str) -> None:
    """Those that are installed find a story of four paragraphs, and the title where they look for one."""
    readers, missing = peers.load([name])
    if missing:
        pytest.skip(missing[name])
    story = "".join(
        f"<p>On day {i} the harbour master said that the ferry was to stay where it was until the tide came in. {'The crew waited for it with all that they had. ' * 4}</p>"
        for i in range(1, 5)
    )
    page = f"<html lang='en'><head><title>Ferry runs aground</title></head><body><article><h1>Ferry runs aground</h1>{story}</article></body></html>"
    with peers.quiet():
        found = readers[name](page, "https://example.org/ferry")
    assert "On day 3 the harbour master said that the ferry was to stay" in found.body
    assert (found.title is None) == (peers.SYSTEMS[name].empty.title is None)
    assert found.title in {None, "Ferry runs aground"}
    assert peers.versions([name]).startswith(peers.SYSTEMS[name].package)
