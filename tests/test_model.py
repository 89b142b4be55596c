"""The parts of the labeller: trees, letters, the page's tree, tables, class words, the vocabulary."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner import PIPELINE, Label, Mark, explain
from cleaner.model import letters, page_features
from cleaner.model.classes import BITS, LEVELS, ClassScores, slots
from cleaner.model.context_features import distance, painted
from cleaner.model.features import second_look, visible
from cleaner.model.labeller import look, quality_of
from cleaner.model.letters import Letters
from cleaner.model.page_features import Memo, Tree, class_words
from cleaner.model.table import Table
from cleaner.model.trees import Trees
from cleaner.model.vocabulary import Vocabulary, signs
from cleaner.read import read

PAGE = """<html><head><title>A page</title></head><body class="site">
<nav class="mainMenu"><ul><li><a href="/a">Sport</a></li><li><a href="/b">Weather</a></li></ul></nav>
<div class="story-body"><h1>The bridge opens</h1><p>The bridge over the river opens on Monday to all traffic, the minister said in parliament.</p>
<p>It comes two years late, and at twice the price that the <b>council</b> had been told when the work was begun.</p></div></body></html>"""


@pytest.fixture
def forest() -> Trees:
    """Two trees of depth two over two features."""
    return Trees(
        names=("a", "b"),
        columns=np.array([[0, 1], [1, 0]]),
        borders=np.array([[0.5, 1.5], [0.5, 0.5]], np.float32),
        leaves=np.array([[0, 1, 2, 4], [-1, 0.5, 0.25, 3]], np.float32),
        weights=np.full((2, 4), 0.25, np.float32),
        bias=-1.0,
    )


def _table(**columns: list[float]) -> Table:
    table = Table(len(next(iter(columns.values()))))
    for name, values in columns.items():
        table.add(name, values)
    return table


def test_trees_add_the_leaves_that_the_answers_number(forest: Trees) -> None:
    """Bit d of a leaf's number is the answer to question d."""
    table = _table(a=[0, 1, 1, 0], b=[0, 0, 2, 1])
    sums = [0 - 1 - 1, 1 + 0.25 - 1, 4 + 3 - 1, 0 + 0.5 - 1]
    assert forest.probabilities(table) == pytest.approx([1 / (1 + np.exp(-margin)) for margin in sums])


def test_trees_survive_being_saved(forest: Trees) -> None:
    """What is read back gives the same probabilities."""
    table = _table(a=[0, 1, 1, 0], b=[0, 0, 2, 1])
    again = Trees.of(forest.arrays("x"), "x")
    assert again.names == forest.names
    assert again.probabilities(table) == pytest.approx(forest.probabilities(table))


def test_reasons_add_up_to_the_score(forest: Trees) -> None:
    """The mean leaf and what each feature added make the margin."""
    table = _table(a=[0, 1, 1, 0], b=[0, 0, 2, 1])
    mean = forest.bias + float(forest.leaves.mean(axis=1).sum())
    for row, reasons in enumerate(forest.reasons(table.features(forest.names), most=2)):
        margin = mean + sum(by for _, by in reasons)
        assert 1 / (1 + np.exp(-margin)) == pytest.approx(float(forest.probabilities(table)[row]), abs=1e-5)
    assert forest.reasons(np.zeros((len(forest.names), 0), np.float32)) == []


def test_letters_count_as_a_loop_would() -> None:
    """Counts by kind and by block are those of looking at each character."""
    doc = read("Hello, World 12!\n東京 is (big).\nñandú |", kind="text")
    counted = Letters(doc.text, doc.blocks)
    assert counted.count(letters.UPPER).tolist() == [2, 0, 0]
    assert counted.count(letters.DIGIT).tolist() == [2, 0, 0]
    assert counted.count(letters.UNSPACED).tolist() == [0, 2, 0]
    assert counted.count(letters.LOWER).tolist() == [8, 5, 5]
    assert [words.tolist() for words in counted.words()] == [[2, 0, 0], [0, 1, 1], [1, 0, 0]]
    assert counted.last().tolist() == [letters.ASK, letters.STOP, letters.BAR]


def test_tree_sums_over_what_an_element_holds() -> None:
    """The body holds all blocks, the list its items, an item itself."""
    doc = visible(read(PAGE))
    tree = Tree(doc)
    held = {
        str(element): int(count) for element, count in zip(tree.elements, tree.sums(np.ones(len(doc.blocks)))[0], strict=True)
    }
    assert (held["body.site"], held["ul"], held["li"], held["div.story-body"]) == (5, 2, 1, 3)
    prose = np.array([0, 0, 0, 1, 1])
    assert str(tree.elements[tree.core(tree.sums(prose)[0].tolist(), 0.85)]) == "div.story-body"


def test_class_words() -> None:
    """Camel case, hyphens and digits part words; the tag is one of them."""
    assert class_words("div storyBody-main c2 XMLFeed") == ("<div>", "story", "body", "main", "xml", "feed")


def test_class_scores_add_up_by_level() -> None:
    """Each word counts with the weight of the level that it stands at above the block."""
    doc = visible(read(PAGE))
    weights = np.zeros(1 << BITS, np.float32)
    weights[slots("div story-body")[1][1]] = 2.0  # "story" on the parent
    table = Table(len(doc.blocks))
    ClassScores(weights, -1.0).add(table, Tree(doc))
    assert table["class"].tolist() == [-1, -1, 1, 1, 1]
    assert len(slots("div x")) == LEVELS


def test_distance_is_to_the_nearest_above() -> None:
    """Rows count their way up to the last flag, not to themselves."""
    assert distance(np.array([False, True, False, False]))[2:].tolist() == [1, 2]
    assert distance(np.array([True, True]))[0] > 500


def test_painted_tells_whole_from_part() -> None:
    """A mark over most of a block owns it, one over a little of it only shows."""
    doc = read("Share this on Facebook now\nA second line that is long enough", kind="text")
    marks = tuple(doc.blocks[0].marks(Label.BOILERPLATE, "why")) + tuple(doc.blocks[1].marks(Label.BOILERPLATE, "why", 0, 3))
    owners = painted(doc.blocks, marks)
    assert owners[0] == (("", Label.BOILERPLATE), False)
    assert owners[1] == (None, True)


def test_visible_leaves_the_head_out() -> None:
    """What only the head says is no block of the visible page."""
    doc = read(PAGE)
    assert [block.text for block in doc.blocks if block not in visible(doc).blocks] == ["A page"]


def test_second_look_at_some_blocks_sees_what_a_look_at_all_sees() -> None:
    """Which rows are asked for changes nothing in them: their surroundings are those on the page."""
    page = visible(read(PAGE))
    first = look(page)
    assert first is not None
    marks = [Mark(page.blocks[0].start, page.blocks[1].end, Label.BOILERPLATE, "a menu", "related")]
    owners = painted(page.blocks, marks)
    whole, some = (
        second_look((first.table, first.tree), page, first.scores, owners, rows) for rows in (None, [1, len(page.blocks) - 1])
    )
    assert whole.names == some.names
    assert np.array_equal(whole.features(whole.names)[:, [1, -1]], some.features(some.names))


def test_quality_is_that_of_the_marks_asked_about() -> None:
    """What is remembered for one state of a document is not taken for another's."""
    doc = explain(PAGE, pipeline=PIPELINE.only("page_title")).document
    before = quality_of(doc)
    bare = doc.paint([Mark(0, len(doc.text), Label.BOILERPLATE, "all of it")])
    assert quality_of(bare) == 0.0 < before == quality_of(doc)


def test_memo_forgets_when_it_knows_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays bounded, and each kind is worked out once as long as it is known."""
    monkeypatch.setattr(page_features, "MOST_KINDS", 2)
    asked = []
    memo = Memo(lambda kinds: [asked.append(kind) or kind.replace(" ", ".", 1) for kind in kinds])
    assert memo.of(["p lead", "p lead", "li "]) == ["p.lead", "p.lead", "li."]
    assert memo.of(["div a b"]) == ["div.a b"]
    assert (len(memo), asked) == (1, ["p lead", "li ", "div a b"])


def test_vocabulary_says_nothing_of_a_language_it_does_not_know() -> None:
    """A text of which too few words are known gets no score."""
    words = Vocabulary({"read": -1.0, "more": -1.0, "read more": -2.0, "^read": -0.5, "more$": -0.5}, 0.0)
    table = Table(1)
    words.add(table, read("Read more", kind="text").blocks)
    assert (float(table["vocabulary"][0]), float(table["language_known"][0])) == (-5.0, 1.0)
    table = Table(1)
    words.add(table, read("Lesen Sie mehr", kind="text").blocks)
    assert (float(table["vocabulary"][0]), float(table["language_known"][0])) == (0.0, 0.0)
    assert signs("東京") == ["東", "京", "東 京", "^東", "京$"]


def test_vocabulary_survives_being_saved() -> None:
    """What is read back has the same words."""
    words = Vocabulary({"read": -1.0, "more$": 0.5}, 0.25)
    again = Vocabulary.of(words.arrays())
    assert (again.weights, again.bias) == (words.weights, words.bias)
