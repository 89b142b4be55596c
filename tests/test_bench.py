"""The benchmark's own arithmetic, on values worked out by hand. Nothing here needs the data folder or takes time."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bench import baselines, batch, data, details, floors, languages, metrics, quality, stages, systems, tables
from bench.__main__ import main
from cleaner import Article, Removal

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "One two three four five."
SIX = "one two three four five six"  # three shingles: 1-4, 2-5, 3-6


def measure(gold: str, result: str, source: str | None = None) -> metrics.Score:
    """Return the score of three texts."""
    return metrics.score(metrics.shingles(gold), metrics.shingles(result), None if source is None else metrics.shingles(source))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's a well-known 2nd case.", ["It", "s", "a", "well", "known", "2nd", "case"]),
        ("snake_case", ["snake_case"]),
        ("NHKは13日、東京で", ["NHK", "は", "13", "日", "東", "京", "で"]),
        ("中文。한국 ไทย", ["中", "文", "한", "국", "ไ", "ท", "ย"]),
        ("Čeština über Ελλάδα", ["Čeština", "über", "Ελλάδα"]),
        ("— … !", []),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Words are runs of letters and digits; scripts without spaces count by character."""
    assert metrics.tokens(text) == expected
    assert [text[token.start : token.end] for token in metrics.token_spans(text)] == expected


def test_shingles_are_a_multiset() -> None:
    """A run that comes twice counts twice."""
    assert metrics.shingles("a b c d a b c d") == Counter(
        {("a", "b", "c", "d"): 2, ("b", "c", "d", "a"): 1, ("c", "d", "a", "b"): 1, ("d", "a", "b", "c"): 1}
    )


def test_short_texts_are_one_shingle() -> None:
    """Fewer than four tokens are one run; no tokens are none."""
    assert metrics.shingles("a b") == Counter({("a", "b"): 1})
    assert metrics.shingles("a b c d") == Counter({("a", "b", "c", "d"): 1})
    assert metrics.shingles(" ") == Counter()


def test_a_perfect_result() -> None:
    """Punctuation and white space do not matter."""
    assert measure(SIX, "one,\ntwo three - four (five) six!", SIX + " seven") == metrics.Score(
        1.0, 1.0, exact=True, caught=1.0, lost=0.0
    )


def test_precision_and_recall() -> None:
    """Gold has 3 shingles, the result 4, and they share 2."""
    score = measure(SIX, "two three four five six x y")
    assert (score.precision, score.recall, score.exact) == (2 / 4, 2 / 3, False)


def test_an_empty_result_has_no_precision() -> None:
    """Pages on which nothing was kept count for recall only, as in the benchmark that the measure is from."""
    assert measure(SIX, "") == metrics.Score(None, 0.0, exact=False)
    assert measure("", "") == metrics.Score(1.0, 1.0, exact=True)
    assert metrics.overall([measure(SIX, ""), measure(SIX, SIX)]) == {
        "F1": pytest.approx(2 / 3),
        "P": 1.0,
        "R": 0.5,
        "exact": 0.5,
        "caught": None,
        "lost": None,
        "title": None,
    }


def test_f1_is_that_of_the_means() -> None:
    """Not the mean of the pages' F1."""
    scores = [metrics.Score(1.0, 0.5, exact=False), metrics.Score(0.5, 1.0, exact=True)]
    assert metrics.overall(scores)["F1"] == pytest.approx(0.75)
    assert metrics.overall([])["F1"] is None
    assert metrics.f1(0.0, 0.0) == 0.0


def test_caught_and_lost() -> None:
    """The source has 3 gold shingles and 4 others; 1 gold one and all but 1 of the others go."""
    score = measure(SIX, "two three four five six a", SIX + " a b c d")
    assert score.lost == pytest.approx(1 / 3)
    assert score.caught == pytest.approx(3 / 4)


def test_nothing_to_catch_or_to_lose() -> None:
    """A page counts for `caught` and `lost` only if its input has something of the kind."""
    assert measure(SIX, SIX, SIX).caught is None
    assert measure(SIX, "a b c d", "a b c d").lost is None


def test_a_second_copy_of_gold_is_chrome() -> None:
    """A copy kept is not caught, a copy removed is neither kept nor lost."""
    twice = "a b c d. a b c d"
    assert measure("a b c d", twice, twice).caught == 0.0
    assert measure("a b c d", "a b c d", twice) == metrics.Score(1.0, 1.0, exact=True, caught=1.0, lost=0.0)


def test_titles() -> None:
    """Case and punctuation do not matter, words do."""
    assert metrics.same_title("'Oil' prices: up 3%", "Oil Prices up 3 %")
    assert not metrics.same_title("Oil prices up", "Oil prices up 3")
    assert not metrics.same_title(None, "Oil")


def test_captions_match_one_to_one() -> None:
    """Two captions cannot match one, and the better of two is taken: 4 of 5 words is .89, 3 of 5 is .75."""
    gold = ["a b c d e", "v w x y z"]
    assert metrics.match_captions(["a b c d", "a b c d e", "v w x"], gold) == metrics.Captions(matched=1, found=3, gold=2)
    assert metrics.match_captions(["z y x w", "e d c b a"], gold) == metrics.Captions(matched=2, found=2, gold=2)
    assert metrics.captions_f1([metrics.Captions(1, 3, 2), metrics.Captions(2, 2, 2)]) == pytest.approx(6 / 9)
    assert metrics.captions_f1([]) is None


def test_captions_at_the_limit() -> None:
    """.8 is enough: 4 words of 5 on either side."""
    assert metrics.match_captions(["a b c d x"], ["a b c d e"]).matched == 1


def test_gone() -> None:
    """Words are counted as often as they stand."""
    assert metrics.gone("the cat the dog", "the cat") == (2, 4)
    assert metrics.gone("", "") == (0, 0)


def test_split() -> None:
    """The split is a matter of the site's name alone (the hashes were worked out with sha1sum)."""
    sites = {"daily.example": "validation", "example.com": "train", "example.org": "train"}
    assert {site: data.split_of(site) for site in sites} == sites
    pages = [data.Page(str(i), site, "", None, "", None) for i, site in enumerate(("daily.example", "example.org") * 2)]
    assert [page.id for page in data.select(pages, "validation")] == ["0", "2"]
    assert [page.id for page in data.select(pages, "train", 1)] == ["1"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("The minister said so on Monday.", True),
        ("“It is what it is today.”", True),
        ("Was it what it was?", True),
        ("The minister said so on Monday", False),
        ("He said so today.", False),  # four words
        ("The minister said so on Monday...", False),
        ("Please enable JavaScript to see this page.", False),
        ("By using this site you accept our Privacy Policy.", False),
    ],
)
def test_c4(line: str, *, kept: bool) -> None:
    """C4 keeps sentences."""
    assert baselines.c4(f"  {line}\n\n") == (line if kept else "")


def test_c4_drops_citation_marks() -> None:
    """As the released code does."""
    assert baselines.c4("It was so in the end.[12]") == "It was so in the end."


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("The minister said so", "The minister said so"),
        ("BREAKING NEWS", ""),
        ("12 345", ""),
        ("3 likes", ""),
        ("1.2K followers", ""),
        ("Advertisement", ""),
        ("Sign in to comment", "to comment"),
        ("The full story. Read more...", "The full story. "),
        ("3 items in cart today", "3  today"),
        ("He was told to read more about the ten items in cart two", "He was told to read more about the ten items in cart two"),
        ("3 likes were given", "3 likes were given"),
    ],
)
def test_refinedweb(line: str, result: str) -> None:
    """RefinedWeb drops or edits a few kinds of short lines."""
    assert baselines.refinedweb(line) == result


def test_nothing() -> None:
    """The input stays as it is."""
    assert baselines.nothing(" a\n") == " a\n"


SOURCE = "Share this\none two three four\nfive\nsix seven eight nine\nPhoto by me"
GOLD = metrics.shingles("one two three four five six seven eight nine")


def test_where_gold_went() -> None:
    """A heading of one word is gold by the words around it; chrome beside gold is not; fields are found by their words."""
    share, five = SOURCE.index("Share"), SOURCE.index("five")
    article = Article(
        body="one two three four\n\nsix seven eight nine",
        credits=("Photo by me",),
        removed=(
            Removal("Share this", share, share + 10, "share", "a prompt"),
            Removal("five", five, five + 4, "short", "a word"),
        ),
    )
    assert details.taken(SOURCE, article, GOLD) == [
        details.Piece("share", "a prompt", 2, 0, 0, "Share this"),
        details.Piece("short", "a word", 1, 1, 1, "five"),
        details.Piece("(credits)", "", 3, 0, 0, "Photo by me"),
    ]


def test_a_removed_copy_is_gold_but_not_lost() -> None:
    """What the body still has was not lost."""
    text = "a b c d\na b c d"
    article = Article(body="a b c d", removed=(Removal("a b c d", 8, 15, "duplicate", "seen"),))
    assert details.taken(text, article, metrics.shingles("a b c d")) == [details.Piece("duplicate", "seen", 4, 4, 0, "a b c d")]


def test_what_was_left() -> None:
    """Line by line, and with second copies of gold."""
    body = "Share this\n\none two three four five six seven eight nine\n\nRead more\nHere, one two three four"
    assert details.left(body, GOLD) == ["Share this", "Read more", "Here, one two three four"]
    assert details.left("", GOLD) == []


def test_one_page_under_every_system() -> None:
    """Rows of the baselines and the one-line rows can be left out; a title is looked for in the cleaner's only."""
    page = data.Page("1", "example.org", "", "T", "One two three four five.", ("A caption.",))
    names = ["nothing", "C4 line rules", "RefinedWeb line rules"]
    found = systems.measure(systems.Job(page, "One two three four five.\nShare"))
    flat = ["one line: nothing", "one line: C4 line rules", "one line: cleaner"]
    assert list(found.scores) == [*names, "cleaner", *flat]
    assert set(found.captions) == {"cleaner", "one line: cleaner"}
    assert found.scores["C4 line rules"] == metrics.Score(1.0, 1.0, exact=True, caught=1.0, lost=0.0)
    assert found.scores["one line: C4 line rules"].precision is None
    quick = systems.measure(systems.Job(page, "x", baselines=False, one_line=False))
    assert list(quick.scores) == ["nothing", "cleaner"]
    assert quality.system_rows("tool", "set", "train", [quick])[0]["P"] == 0.0
    assert quality.system_rows("tool", "set", "train", []) == []


def test_harm_of_no_pages() -> None:
    """Without pages there is no share."""
    row = quality.harm_row("set", "train", [], map)
    assert (row["harm"], row["harm_story"]) == (None, None)


def test_tables() -> None:
    """Columns are aligned, shares have three decimals."""
    text = tables.table(("a", "F1"), [("name", 0.5), ("b", None)])
    assert text.splitlines() == ["| a    |    F1 |", "| ---- | ----: |", "| name | 0.500 |", "| b    |     - |"]
    assert tables.table(("a", "P"), [("b", 1)]).splitlines()[1] == "| -- | -: |"
    assert tables.shorten("a  b\nc") == "a b c"
    assert tables.shorten("x" * 30, 11) == "xxxx … xxxx"


OLD: floors.Floors = {"data": {"text": "d"}, "scores": {"bs4/wcxb": {"F1": 0.9, "lost": 0.01}, "gold/wcxb": {"harm": 0.001}}}


def scores(f1: float, lost: float, harm: float) -> floors.Floors:
    """Return floors of the same places."""
    return {"data": {"text": "d"}, "scores": {"bs4/wcxb": {"F1": f1, "lost": lost}, "gold/wcxb": {"harm": harm}}}


def settle(file: Path, new: floors.Floors, *, update: bool = False, allowed: bool = False) -> int:
    """Write the old floors and settle the new ones against them."""
    file.write_text(json.dumps(OLD))
    return floors.settle(file, floors.load(file), new, update=update, allowed=allowed)


def test_floors_hold_within_the_slack(tmp_path: Path) -> None:
    """.002 for a score, .0005 for what must stay low."""
    assert settle(tmp_path / "floors.json", scores(0.898, 0.0105, 0.0015)) == 0


@pytest.mark.parametrize(
    ("new", "line"),
    [
        (scores(0.8979, 0.01, 0.001), "bs4/wcxb F1: floor 0.9000, now 0.8979"),
        (scores(0.9, 0.0106, 0.001), "bs4/wcxb lost: floor 0.0100, now 0.0106"),
        (scores(0.9, 0.01, 0.0016), "gold/wcxb harm: floor 0.0010, now 0.0016"),
    ],
)
def test_a_drop_fails_and_names_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], new: floors.Floors, line: str
) -> None:
    """The next line says what to run."""
    assert settle(tmp_path / "floors.json", new) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == line
    assert out[1].strip().startswith("python -m bench quality")
    assert out[1].endswith("--set wcxb --split validation")
    assert len(out) == 2


def test_a_score_that_is_gone_is_a_drop() -> None:
    """A place that is no longer measured does not pass."""
    assert [drop.now for drop in floors.find_drops(OLD["scores"], {})] == [None, None, None]


def test_update_raises_and_never_lowers(tmp_path: Path) -> None:
    """What got worse within the slack keeps its floor."""
    file = tmp_path / "floors.json"
    assert settle(file, scores(0.95, 0.0104, 0.0), update=True) == 0
    assert floors.load(file) == scores(0.95, 0.01, 0.0)


def test_update_refuses_a_regression(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unless it is allowed in as many words."""
    file = tmp_path / "floors.json"
    assert settle(file, scores(0.8, 0.01, 0.0), update=True) == 1
    assert floors.load(file) == OLD
    assert "--allow-regression" in capsys.readouterr().err
    assert settle(file, scores(0.8, 0.01, 0.0), update=True, allowed=True) == 0
    assert floors.load(file) == scores(0.8, 0.01, 0.0)


def test_first_update_makes_the_file(tmp_path: Path) -> None:
    """Without a file there is nothing to compare with."""
    file = tmp_path / "floors.json"
    assert floors.load(file) is None
    assert floors.settle(file, None, OLD, update=True) == 0
    assert floors.load(file) == OLD


def write(file: Path, rows: list[dict[str, object]]) -> None:
    """Write a file of rows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def small_data(folder: Path) -> None:
    """Write a data folder of one page a set."""
    page: dict[str, object] = {"id": "1", "site": "daily.example", "url": "u", "title": "T", "captions": None, "body": TEXT}
    for name in data.SETS:
        write(folder / f"{name}.jsonl.gz", [page])
        for tool in (*data.LIGHT, *data.WHOLE):
            write(folder / data.dump_name(name, tool), [{"id": "1", "text": TEXT}])


def test_profiles_on_a_small_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The two sets have a page each of one site; what the pages share is learned from them."""
    small_data(tmp_path)
    out = tmp_path / "out.json"
    given = ["profiles", "--data", str(tmp_path), "--tool", "bs4", "--taken", "--json", str(out)]
    assert main(given) == 0
    assert "1 sites with 2 pages and more (both)" in capsys.readouterr().out
    assert json.loads(out.read_text("utf-8"))[0]["lost +"] == 0.0
    assert main([*given, "--split", "train"]) == 0  # without a site: a table of dashes


def test_speed_of_texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts of whole pages and of extractors are timed by stages apart; those of one dump are timed alone."""
    monkeypatch.setattr("bench.speed.STARTS", 1)
    small_data(tmp_path)
    given = ["speed", "--data", str(tmp_path), "--kind", "text"]
    assert main(given) == 0
    printed = capsys.readouterr().out
    assert "4 texts of whole pages, one core" in printed
    assert "8 texts of extractors, one core" in printed
    assert printed.count("| second look ") == 2
    assert stages.PARSING not in printed
    assert main([*given, "--tool", "bs4", "--set", "wcxb"]) == 0
    printed = capsys.readouterr().out
    assert "1 texts of whole pages, one core" in printed
    assert "of extractors" not in printed


def test_the_commands_on_a_small_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Quality writes its rows; floors are made, hold, and are not compared on other data."""
    small_data(tmp_path)
    given = ["--data", str(tmp_path), "--workers", "1"]
    out, file = tmp_path / "out.json", ["--file", str(tmp_path / "floors.json")]
    assert main(["quality", *given, "--tool", "bs4", "--filters", "--worst", "--json", str(out)]) == 0
    assert {row["set"] for row in json.loads(out.read_text())} == {"fundus", "wcxb"}
    assert "## bs4, wcxb, validation (1 pages)" in capsys.readouterr().out
    assert main(["floors", *given, *file]) == 2
    assert "no floors yet" in capsys.readouterr().err
    assert main(["floors", *given, *file, "--update", "--only", "text"]) == 0
    assert main(["floors", *given, *file]) == 0
    write(tmp_path / data.dump_name("wcxb", "bs4"), [{"id": "1", "text": "Other."}])
    assert main(["floors", *given, *file]) == 2
    assert "not those of the floors" in capsys.readouterr().err


ENGLISH, GERMAN = "The ferry of the line ran aground.", "Die Fähre lief am Montag auf Grund."


def test_quality_by_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the summary, one table over all dumps; a dump that has nothing of a page is behind, and one with it is not."""
    page = {"site": "daily.example", "url": "u", "title": "T", "captions": None}
    both = [{**page, "id": "1", "lang": "uk", "body": ENGLISH}, {**page, "id": "2", "lang": "ch", "body": GERMAN}]
    write(tmp_path / "fundus.jsonl.gz", both)
    for tool, german in (("bs4", GERMAN), ("inscriptis", "Nichts davon steht hier.")):
        texts: list[dict[str, object]] = [{"id": "1", "text": ENGLISH}, {"id": "2", "text": german}]
        write(tmp_path / data.dump_name("fundus", tool), texts)
    out = tmp_path / "out.json"
    given = ["quality", "--data", str(tmp_path), "--workers", "1", "--set", "fundus", "--quick", "--json", str(out)]
    assert main([*given, "--split", "validation", "--tool", "bs4", "--tool", "inscriptis"]) == 0
    printed = capsys.readouterr().out
    assert printed.index("## cleaner") < printed.index("## F1 by language and country, fundus, validation")
    groups = {
        row["group"]: [row[key] for key in ("pages", "bs4", "inscriptis")]
        for row in json.loads(out.read_text())
        if "group" in row
    }
    assert groups == {
        "English": [1, 1.0, 1.0], "other languages": [1, 1.0, 0.0], "how far they are behind": [None, 0.0, 1.0],
        "ch": [1, 1.0, 0.0], "uk": [1, 1.0, 1.0],
    }  # fmt: skip
    assert list(groups) == ["English", "other languages", "how far they are behind", "ch", "uk"]


def test_languages_without_pages(capsys: pytest.CaptureFixture[str]) -> None:
    """No table; and without one of the two languages nobody is behind."""
    assert languages.show_languages("s", "train", {"a": []}) == languages.show_languages("s", "train", {}) == []
    assert not capsys.readouterr().out
    page = data.Page("1", "s", "", None, ENGLISH, None, "uk")
    rows = languages.show_languages("s", "train", {"a": [(page, measure(ENGLISH, ""))]})
    assert [(row["group"], row["a"]) for row in rows] == [("English", 0.0), ("uk", 0.0)]


@pytest.mark.parametrize("command", ["quality", "speed", "floors"])
def test_no_data_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """One line says where it was looked for."""
    assert main([command, "--data", str(tmp_path / "none")]) == 2
    err = capsys.readouterr().err
    assert err == f"bench: no data folder at {tmp_path / 'none'}: name it with --data\n"


def test_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line names it."""
    small_data(tmp_path)
    (tmp_path / "dumps/fundus.bs4.jsonl.gz").unlink()
    assert main(["quality", "--data", str(tmp_path), "--tool", "bs4", "--workers", "1"]) == 2
    err = capsys.readouterr().err
    assert err == f"bench: no dumps/fundus.bs4.jsonl.gz in the data folder {tmp_path}: it is needed for this run\n"


def test_processes_are_watched() -> None:
    """The time and the memory of a process are those of the processes under it, too."""
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(80_000_000); sum(range(3_000_000))'])"
    took, processor, most = batch.watched([sys.executable, "-c", code])
    assert most > 80_000_000
    assert processor > 0
    assert took > 0
