"""How a labeller is made: a first look at a page as read, then a second that knows the first scores and the filters' paint.

Every score that a forest learns from comes from weights that the page's own site had no part in: else it would trust them
more than it may on pages of other sites.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from cleaner.model.context_features import painted
from cleaner.model.features import second_look
from cleaner.model.labeller import FirstLook
from training.examples import FOLDS, UNKNOWN, Example
from training.forest import fit_trees
from training.quality import fit_quality

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table
    from cleaner.model.trees import Trees
    from cleaner.pipeline import Pipeline

#: Trees, depth and rate of each forest.
SIZES = {"body": (300, 6, 0.08), "caption": (120, 5, 0.1), "deck": (100, 5, 0.1), "title": (100, 5, 0.1), "again": (300, 6, 0.08)}
FORESTS = {"again": 2}  # how many forests a forest is the mean of, if more than one; of the second look's scores most depends
GUESSED = 0.9  # how sure the first forest must be of a block without a label for its guess to be taught
GUESS_WEIGHT, HINT_WEIGHT = 0.4, 4.0  # of a guessed block, and of one that a snippet labels


class Recipe:
    """The parts of the labeller as they are made, for all pages that it is made from."""

    HEADS: ClassVar[tuple[str, ...]] = ("body", "caption", "deck")
    LATER: ClassVar[tuple[str, ...]] = ()  # heads that are fitted on the second look as well

    def __init__(self, examples: Sequence[Example], before: Pipeline, say: Callable[[str], None]) -> None:
        """Take the pages to learn from, and the filters that paint before the second look."""
        self.before = before
        self.examples = list(examples)
        self.say = say
        self.tables: dict[str, tuple[Table, Tree | None]] = {}
        self.heads: dict[str, Trees] = {}
        self.later: dict[str, Trees] = {}
        self.again: Trees
        self.quality: Trees
        self.first_scores: dict[str, dict[str, NDArray[Any]]] = {}

    def make(self) -> Recipe:
        """Fit everything."""
        self.prepare()
        self._teach_guesses()
        self.first_scores = scores = self._first_scores()
        for example in self.examples:
            example.facts["again"] = self._looked_again(example, *self.tables[example.id], scores[example.id])
        self.say("paint")
        self.again = self._fit_again(self.examples)
        for head in self.LATER:
            self.later[head] = self._fit(head, self._labelled(head), "again")
            self.say(f"second look: {head}")
        self._fit_quality(scores)
        return self

    def _looked_again(self, example: Example, table: Table, tree: Tree | None, scores: dict[str, NDArray[Any]]) -> Table:
        """Return the second table of an example, after the filters have painted it in the light of these first scores."""
        first = FirstLook(example.doc.blocks, table, tree, scores)
        seen = self.before(replace(example.source, memo={"first look": first}))
        example.facts["owners"] = painted(example.doc.blocks, seen.marks)
        return second_look((table, tree), example.doc, scores, example.facts["owners"])

    def _fit_quality(self, scores: dict[str, dict[str, NDArray[Any]]]) -> None:
        """Fit the forest of the quality on scores by forests that a page had no part in."""
        checked = self.checked()
        self.scores = checked

        def looked(example: Example) -> tuple[Table, NDArray[Any], NDArray[Any]]:
            if "gold" in example.facts:
                return self.tables[example.id][0], scores[example.id]["body"], checked[example.id]
            table, tree = self.first(example)
            found = {head: forest.probabilities(table) for head, forest in self.heads.items()}
            return table, found["body"], self.again.probabilities(self._looked_again(example, table, tree, found))

        self.quality = fit_quality(self.examples, checked, looked)
        self.say("quality")

    def first(self, example: Example) -> tuple[Table, Tree | None]:
        """Return the first look at an example by the weights that are shipped."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Fill `tables`: the first look at each example, and its page's tree if it has one."""
        raise NotImplementedError

    def _labelled(self, head: str) -> list[Example]:
        """Return the pages whose blocks are labelled for a head; the snippet pages' are for the body."""
        return [example for example in self.examples if head == "body" or getattr(example, head)[0] >= 0]

    def _fit(self, head: str, examples: Sequence[Example], look: str = "first") -> Trees:
        """Return the forest of a head, fitted on the blocks whose label is known, by the first look or "again"."""
        labels = [
            example.facts["taught"] if head == "body" and "taught" in example.facts else getattr(example, head)
            for example in examples
        ]
        tables = [self.tables[example.id][0] if look == "first" else example.facts[look] for example in examples]
        return _fitted(head, examples, tables, labels)

    def _teach_guesses(self) -> None:
        """Let a forest fitted on full gold label the blocks of other pages of which it is sure."""
        partly = [example for example in self.examples if (example.body == UNKNOWN).any()]
        if not partly:
            return
        guesser = self._fit("body", [example for example in self.examples if "gold" in example.facts])
        for example in partly:
            guess = guesser.probabilities(self.tables[example.id][0])
            sure = np.where(guess > GUESSED, 1, np.where(guess < 1 - GUESSED, 0, UNKNOWN)).astype(np.int8)
            example.facts["taught"] = np.where(example.body >= 0, example.body, sure)
            example.facts["weights"] = np.where(example.body >= 0, HINT_WEIGHT, GUESS_WEIGHT).astype(np.float32)
        self.say("guesses")

    def _first_scores(self) -> dict[str, dict[str, NDArray[Any]]]:
        """Fit the first heads, and return each page's scores by forests that its site had no part in."""
        scores: dict[str, dict[str, NDArray[Any]]] = {example.id: {} for example in self.examples}
        for head in self.HEADS:
            group = self._labelled(head)
            self.heads[head] = self._fit(head, group)
            for fold in range(FOLDS):
                forest = self._fit(head, [example for example in group if example.fold != fold])
                for example in self.examples:
                    if example.fold == fold:
                        scores[example.id][head] = forest.probabilities(self.tables[example.id][0])
            self.say(f"first look: {head}")
        return scores

    def _fit_again(self, examples: Sequence[Example]) -> Trees:
        labels = [example.facts.get("taught", example.body) for example in examples]
        forest = _fitted("again", examples, [example.facts["again"] for example in examples], labels)
        self.say("second look")
        return forest

    def checked(self) -> dict[str, NDArray[Any]]:
        """Return the second scores of each page by a forest that its site had no part in."""
        found = {}
        for fold in range(FOLDS):
            forest = self._fit_again([example for example in self.examples if example.fold != fold])
            for example in self.examples:
                if example.fold == fold:
                    found[example.id] = forest.probabilities(example.facts["again"])
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all weights, by name."""
        found: dict[str, NDArray[Any]] = {}
        later = ((f"again.{head}", forest) for head, forest in self.later.items())
        for head, forest in (*self.heads.items(), ("again", self.again), *later, ("quality", self.quality)):
            found |= forest.arrays(head)
        return found


def _fitted(name: str, examples: Sequence[Example], tables: Sequence[Table], labels: Sequence[NDArray[Any]]) -> Trees:
    known = [label >= 0 for label in labels]
    values = np.concatenate([table.matrix()[keep] for table, keep in zip(tables, known, strict=True)])
    weights = np.concatenate(
        [
            (example.facts.get("weights", np.ones(len(keep), np.float32)) * np.float32(example.weight))[keep]
            for example, keep in zip(examples, known, strict=True)
        ]
    )
    wanted = np.concatenate([label[keep] for label, keep in zip(labels, known, strict=True)])
    trees, depth, rate = SIZES[name]
    return fit_trees(
        tables[0].names,
        values,
        wanted,
        weights / weights.mean(),
        trees=trees,
        depth=depth,
        rate=rate,
        forests=FORESTS.get(name, 1),
    )
