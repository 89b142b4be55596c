"""How lines are worded: the score of one line, the filter that goes by it, and how the weights are made."""

from __future__ import annotations

import gzip
import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from cleaner import Label, clean, explain
from cleaner.model.wording import READ, scores, telling
from tests.material import PARAGRAPHS, page

if TYPE_CHECKING:
    from pathlib import Path

PROMPTS = (
    "Subscribe to our free newsletter and have the news of the harbour in your inbox every morning.",
    "Möchten Sie keine Nachricht mehr verpassen? Dann abonnieren Sie jetzt unseren kostenlosen Newsletter.",
    "Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite sur tous vos appareils.",
    "Ta strona używa plików cookie, dzięki którym zapamiętujemy Twoje ustawienia i wyświetlamy reklamy.",
    "この記事は会員限定です。続きを読むにはログインしてください。",
)
STORIES = (
    "The council voted on Tuesday to move the fish market to a new hall beside the railway.",
    "Der Rat beschloss am Dienstag, den Fischmarkt in eine neue Halle neben der Bahn zu verlegen.",
    "Le conseil a voté mardi le déplacement du marché aux poissons dans une nouvelle halle.",
    "Rada zdecydowała we wtorek o przeniesieniu targu rybnego do nowej hali przy stacji kolejowej.",
    "議会は火曜日、魚市場を駅のそばの新しい建物に移すことを決めた。",
)
MODEST = "Our readers keep this paper going with their donations."
SURE = "Sign up for our newsletter and never miss a story from the coast again."


def test_scores() -> None:
    """What sites say stands above what stories say, in every language alike; a line's score is its own."""
    found = scores([*PROMPTS, *STORIES]).tolist()
    assert min(found[: len(PROMPTS)]) > 1.5
    assert max(found[len(PROMPTS) :]) < 0
    assert [scores([line])[0] for line in (*PROMPTS, *STORIES)] == pytest.approx(found)


def test_what_says_nothing() -> None:
    """No line, a line without a run, and a script that no example is written in."""
    assert scores([]).tolist() == []
    assert scores(["", "a"]).tolist()[0] == 0
    assert abs(scores(["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏬᏂᏍᎬ ᎤᎾᏙᏢᏅᎢ ᎨᏒᎢ"])[0]) < 1.5


def test_only_the_start_is_read() -> None:
    """Of a long line the first characters are read."""
    start = f"{SURE} " * 4
    assert len(start) > READ
    assert scores([start])[0] == scores([f"{start}The council voted on Tuesday to move the fish market."])[0]


def test_telling() -> None:
    """The words that weigh most, in their order."""
    words = telling(SURE)
    assert len(words) == 3
    assert set(words) <= set(SURE.lower().split())
    assert words == sorted(words, key=SURE.lower().index)


def test_reason() -> None:
    """A mark says what it goes by."""
    found = explain("\n\n".join(("Bridge opens", *PARAGRAPHS[:3], PROMPTS[3], *PARAGRAPHS[3:])))
    (segment,) = [part for part in found.segments if part.text.strip() == PROMPTS[3]]
    assert (segment.filter, segment.label) == ("prompt", Label.BOILERPLATE)
    assert segment.reason.startswith("worded as a site's: ")


def test_company() -> None:
    """What is likely goes beside what other filters took, or beside what is sure; alone it stays."""
    story = ("Bridge opens", *PARAGRAPHS)
    assert MODEST in clean("\n\n".join((*story[:4], MODEST, *story[4:])), kind="text").body
    ad = "Advertisement"  # stands amid stories
    assert MODEST in clean("\n\n".join((*story[:4], ad, MODEST, *story[4:])), kind="text").body
    assert MODEST not in clean("\n\n".join((*story, "Share on Facebook", MODEST)), kind="text").body
    assert MODEST not in clean("\n\n".join((*story, MODEST, "Share on Facebook")), kind="text").body


def test_headings_stay() -> None:
    """A sub-heading of a page is the story's however it is worded."""
    heading = "Sign up and log in with your account"
    story = [*PARAGRAPHS[:3], "<!-- -->", *PARAGRAPHS[3:]]
    html = page(story).replace("<p><!-- --></p>", f"<h2>{heading}</h2>")
    assert heading in html
    assert "prompt" not in {removal.filter for removal in clean(html).removed if removal.text == heading}


def test_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights are the same each time, and tell the lines apart that they are made from."""
    for name in ("sklearn", "scipy"):
        pytest.importorskip(name)
    wording = import_module("training.wording")
    lines = tmp_path / "lines"
    lines.mkdir()
    rows = [*(f"newsletter\t{line}" for line in PROMPTS), *(f"prose\t{line}" for line in STORIES)]
    (lines / "xx.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(wording, "LINES", lines)
    for name in ("fundus", "wcxb", "snippets"):
        gold = {"id": name, "site": "reef", "title": "Bridge opens", "body": "\n\n".join(PARAGRAPHS), "with": []}
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(gold) + "\n")
    once, again = wording.make(tmp_path), wording.make(tmp_path)
    assert {name: array.tobytes() for name, array in once.items()} == {name: array.tobytes() for name, array in again.items()}
    monkeypatch.setattr("cleaner.resources.weights", lambda _: once)
    found = scores([*PROMPTS, *STORIES]).tolist()
    assert min(found[: len(PROMPTS)]) > max(found[len(PROMPTS) :])
