"""The labeller of HTML: the recipe with class words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.model.classes import BITS, ClassScores
from cleaner.model.features import first_look
from training.examples import FOLDS
from training.forest import class_counts, fit_classes
from training.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table
    from training.examples import Example


class HtmlRecipe(Recipe):
    """The labeller of HTML."""

    classes: tuple[ClassScores, ClassScores]

    def prepare(self) -> None:
        """Fit the class words' weights; each page's table gets the scores of weights that its site had no part in."""
        none = ClassScores(np.zeros(1 << BITS, np.float32))
        trees = [first_look(example.doc, none, none)[1] for example in self.examples]
        counts = [(class_counts(tree, small=False), class_counts(tree, small=True)) for tree in trees]

        def fitted(keep: Callable[[Example], bool]) -> tuple[ClassScores, ClassScores]:
            kept = [(example, pair) for example, pair in zip(self.examples, counts, strict=True) if keep(example)]
            one, other = ([pair[i] for _, pair in kept] for i in (0, 1))
            return fit_classes(one, [example for example, _ in kept]), fit_classes(other, [example for example, _ in kept])

        self.classes = fitted(lambda _: True)
        self.say("class words")
        for fold in range(FOLDS):
            weights = fitted(lambda example, fold=fold: example.fold != fold)  # type: ignore[misc]
            for example in self.examples:
                if example.fold == fold:
                    self.tables[example.id] = first_look(example.doc, *weights)
        self.say("tables")

    def first(self, example: Example) -> tuple[Table, Tree | None]:
        """Return the first look at an example by the weights that are shipped."""
        return first_look(example.doc, *self.classes)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all weights, by name."""
        found = super().arrays()
        for name, scores in zip(("everywhere", "parts"), self.classes, strict=True):
            found[f"{name}.weights"] = scores.weights.astype(np.float16)
            found[f"{name}.bias"] = np.float32(scores.bias)
        return found
