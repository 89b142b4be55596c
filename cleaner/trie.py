"""Phrases as a trie of words that grows where it is asked: of thirty thousand phrases a page asks for some hundred.

A node keeps the phrases that lead to it, and makes its children of them when it is first looked at. So what a process pays
for is the first words of all phrases, and the rest of those that its pages open with. The grammar of a phrase is in
`data/README.md`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cleaner.document import CJK
from cleaner.patterns import pattern

# A number with its marks ("1,234", "3:51", "14K"), one character of an unspaced script, or a word.
WORD = rf"\d+(?:[.,:]\d+)*[a-zA-Z]*|[{CJK}]|[^\W\d_{CJK}]+(?:['’][^\W\d_]+)*"
TOKEN = pattern(WORD)
_VARIED = (("ı", "i"), *((mark, "") for mark in "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"))  # Arabic vowels leave

END, STAR, NUMBER = "", "*", "#"  # keys of the trie that no token can be
FEWEST_WITH_STAR = 2  # words of its own that a phrase with a `*` needs, or it would match too much
_UNSPACED_OWN = 0.5  # of a word of the phrase's own, for a character of an unspaced script

Value = tuple[str, str]  # a family and a phrase
Left = tuple[Value, str, int, tuple[str, ...], bool]  # of a phrase: see `Trie.add`


def tokens(text: str) -> list[str]:
    """Return the words of `text` as phrases see them: letter case, punctuation and the shape of apostrophes do not count."""
    return TOKEN.findall(fold(text))


def fold(text: str) -> str:
    """Return `text` with one form for what writers vary: letter case, the Turkish i, apostrophes, Arabic vowel marks."""
    if text.isascii():
        return text.lower()
    folded = text.casefold().replace("’", "'")
    if "\u0307" in folded:  # asked first, here and below: replacing what is not there costs twenty times as much
        folded = folded.replace("i\u0307", "i")
    for mark, plain in _VARIED:
        if mark in folded:
            folded = folded.replace(mark, plain)
    return folded


_child_of = dict.__getitem__  # without making it grow


class Trie(dict[str, Any]):
    """A node: by token, the nodes that follow; under `END`, the family and the phrase that end here, the first of several."""

    __slots__ = ("waiting",)

    def __init__(self) -> None:
        """Make a node without phrases."""
        self.waiting: list[Left] = []  # phrases that lead here, until the node has grown

    def __getitem__(self, token: str) -> Any:  # noqa: ANN401  (a node, or a value under `END`)
        """Return the node after `token`, grown."""
        found = super().__getitem__(token)
        if token and found.waiting:
            found.grow()
        return found

    def get(self, token: str, default: Any = None) -> Any:  # noqa: ANN401  (as above)
        """Return the node after `token`, grown; or `default`."""
        return self[token] if token in self else default  # noqa: SIM401  (this is the method)

    def grow(self) -> None:
        """Make the children. Nothing waits no more only when all are there: another thread may look at the node meanwhile."""
        for left in self.waiting:
            self.add(*left)
        self.waiting = []

    def add(self, value: Value, text: str, at: int = 0, rest: tuple[str, ...] = (), own: bool = False) -> None:  # noqa: FBT001, FBT002
        """Pass a phrase on to the children that it goes through next.

        Of it are left the tokens `rest` and the signs `text[at:]`, a blank between two; `own` tells whether it had a word
        of its own before.
        """
        if rest:
            self._child(rest[0]).waiting.append((value, text, at, rest[1:], own))
            return
        if at >= len(text):
            if own:
                self.setdefault(END, value)
            return
        end = text.find(" ", at)
        sign, at = (text[at:], len(text)) if end < 0 else (text[at:end], end + 1)
        if sign.isalpha() and sign.isascii():  # as most
            self._child(sign.lower()).waiting.append((value, text, at, (), True))
            return
        for alternative in _alternatives(sign):
            if alternative:
                first = alternative[0]
                self._child(first).waiting.append((value, text, at, alternative[1:], own or first not in (STAR, NUMBER)))
            else:
                self.add(value, text, at, (), own)

    def _child(self, token: str) -> Trie:
        if token not in self:
            self.setdefault(token, Trie())  # another thread's, if it was faster
        found: Trie = _child_of(self, token)
        return found

    def without_stars(self) -> Trie:
        """Take out the phrases that open with `*`, and return a trie of them, read from their last word."""
        backward = Trie()
        for value, text, at, _, _ in self.pop(STAR, Trie()).waiting:
            backward.add(value, f"{_reversed(text[at:])} {STAR}")
        return backward


@lru_cache(4096)
def _alternatives(sign: str) -> tuple[tuple[str, ...], ...]:
    """Return what one sign of a phrase may be, each as its tokens."""
    if sign in (STAR, NUMBER):
        return ((sign,),)
    return tuple(tuple(tokens(word)) for word in sign.split("|"))


def _reversed(text: str) -> str:
    """Return the signs of a phrase from the last to the first, and the tokens of each likewise."""
    signs = (_alternatives(sign) for sign in text.split()[::-1])
    return " ".join("|".join("-".join(each[::-1]) for each in alternatives) for alternatives in signs)


def weight(phrase: str) -> float:
    """Return how many words of its own a phrase has."""
    return sum(_UNSPACED_OWN if len(token) == 1 and token > "\u0e00" else 1 for token in tokens(phrase))


def check(family: str, phrase: str) -> None:
    """Raise ValueError when a phrase breaks the grammar."""
    if not tokens(phrase):
        raise ValueError(f"the phrase {phrase!r} of {family!r} has no words of its own")
    if STAR in phrase.split() and weight(phrase) < FEWEST_WITH_STAR:
        raise ValueError(f"the phrase {phrase!r} of {family!r} needs {FEWEST_WITH_STAR} words of its own beside its *")
    needed = [sign for sign in phrase.split() if () not in _alternatives(sign)]
    if len(needed) > 1 and needed[0] == needed[-1] == STAR:
        raise ValueError(f"the phrase {phrase!r} of {family!r} opens and closes with *; it may do one of the two")
