"""The labeller of plain text: the recipe with a vocabulary, for the text of whole pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from cleaner.model import headlines
from cleaner.model.features import first_text_look
from cleaner.model.headlines import Looks
from cleaner.model.vocabulary import Vocabulary, signs
from cleaner.titles import words
from training import titles
from training.examples import FOLDS
from training.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table
    from training.examples import Example

FEWEST_LINES, FEWEST_SITES = 4, 3  # that a word or pair must stand in: what one site says is no sign on others
STRENGTH = 0.02  # of the vocabulary's weights: the inverse of the regularisation
SLIGHT = 0.04  # a weight below says nothing


class TextRecipe(Recipe):
    """The labeller of plain text."""

    HEADS = ("body", "caption", "deck", "title")  # HTML's titles are ranked by a model of their own
    LATER = ("caption", "deck", "title")
    vocabulary: Vocabulary
    headline: NDArray[Any]

    def make(self) -> Recipe:
        """Fit everything."""
        super().make()
        self._fit_headline()
        return self

    def _fit_headline(self) -> None:
        """Fit what weighs the signs of a headline, on second scores by forests that a page had no part in."""
        group = self._labelled("title")
        pages = []
        for fold in range(FOLDS):
            forest = self._fit("title", [example for example in group if example.fold != fold], "again")
            for example in group:
                if example.fold == fold:
                    scores = forest.probabilities(example.facts["again"])
                    pages += _sample(example, self.first_scores[example.id], scores)
        self.headline = titles.fit(pages)
        self.say("headline")

    def prepare(self) -> None:
        """Fit the vocabulary; each text's table gets the scores of weights that its site had no part in."""
        counter = CountVectorizer(analyzer=signs, min_df=FEWEST_LINES, binary=True)
        counts = counter.fit_transform([block.text for example in self.examples for block in example.doc.blocks])
        widely = _sites(counts, [example.site for example in self.examples for _ in example.doc.blocks]) >= FEWEST_SITES
        counts, names = counts[:, widely], counter.get_feature_names_out()[widely]
        labels = np.concatenate([example.body for example in self.examples])
        weights = np.concatenate([np.full(len(example.body), example.weight) for example in self.examples])
        folds = np.concatenate([np.full(len(example.body), example.fold) for example in self.examples])

        def fitted(keep: NDArray[Any]) -> Vocabulary:
            model = LogisticRegression(C=STRENGTH, max_iter=100)
            model.fit(counts[keep], labels[keep], sample_weight=weights[keep] / weights[keep].mean())
            told = np.flatnonzero(np.abs(model.coef_[0]) > SLIGHT)
            return Vocabulary({names[i]: float(model.coef_[0][i]) for i in told}, float(model.intercept_[0]))

        self.vocabulary = fitted(labels >= 0)
        self.say(f"vocabulary of {len(self.vocabulary.weights)}")
        for fold in range(FOLDS):
            vocabulary = fitted((labels >= 0) & (folds != fold))
            for example in self.examples:
                if example.fold == fold:
                    self.tables[example.id] = first_text_look(example.doc, vocabulary), None
        self.say("tables")

    def first(self, example: Example) -> tuple[Table, Tree | None]:
        """Return the first look at an example by the weights that are shipped."""
        return first_text_look(example.doc, self.vocabulary), None

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all weights, by name."""
        return super().arrays() | self.vocabulary.arrays() | {"headline": self.headline}


def _sample(example: Example, first: dict[str, NDArray[Any]], again: NDArray[Any]) -> list[titles.Sample]:
    """Return the candidates for a page's headline with their signs, and which is right; nothing where there is none."""
    looks = Looks(example.doc.blocks, first, example.facts["owners"], again.__getitem__)
    found = headlines.candidates(looks)
    if not found:
        return []
    gold = words(example.facts["headline"] or "")
    right = np.array([one.words == gold for one in found])
    return [titles.Sample(example.set, example.site, headlines.signs(looks, found), right)]


def _sites(counts: csr_matrix, sites: Sequence[str]) -> NDArray[Any]:
    """Return on how many sites each sign stands; `counts` is of lines by signs, `sites` has the site of each line."""
    numbers = np.unique(sites, return_inverse=True)[1]
    of_site = csr_matrix((np.ones(len(numbers)), (numbers, np.arange(len(numbers)))))
    return np.asarray((of_site @ counts > 0).sum(axis=0)).ravel()
