"""The first words of a line whose rest is free: "Read more: ...", "Photo: ...", "By ..."."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner import resources
from cleaner.document import CJK
from cleaner.patterns import pattern
from cleaner.trie import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from cleaner.document import Block, Document

_AROUND = " \t•|>»→+–—-*([{【▶►_\"“„«'‘’#©·▪●⇥<"  # what may stand before a label
_AFTER = ":：|.,;)]】>»"  # what may stand right after its last word
_WORD = pattern(r"\S+")
_UNSPACED = pattern(f"[{CJK}]")
_FIRST = pattern(rf"[{CJK}]|[^\W_{CJK}]+(?:['’][^\W\d_{CJK}]+)?")
_END = ""  # a key that no word can be
_LONGEST = 70  # characters


@cache
def spaced(name: str) -> frozenset[str]:
    """Return the labels `name` of the languages that write words apart."""
    return frozenset(fold(label) for label in resources.table("labels").get(name, ()) if not _UNSPACED.match(label))


@cache
def _tree(name: str) -> dict[str, Any]:
    """Return the labels `name` as a tree of words; a node that ends a label has the key `_END`."""
    tree: dict[str, Any] = {}
    for label in spaced(name):
        node = tree
        for word in label.split():
            node = node.setdefault(word, {})
        node[_END] = {}
    return tree


@cache
def _unspaced(name: str) -> tuple[str, ...]:
    labels = (fold(label) for label in resources.table("labels").get(name, ()) if _UNSPACED.match(label))
    return tuple(sorted(labels, key=len, reverse=True))


@cache
def _most_words(name: str) -> int:
    return max((label.count(" ") + 1 for label in spaced(name)), default=0)


@cache
def _endings(name: str) -> frozenset[str]:
    return frozenset(label.rpartition(" ")[2] for label in spaced(name))


@cache
def openings(name: str) -> frozenset[str]:
    """Return the first word of each label `name`, the first letter where words are not written apart."""
    return frozenset(opening(label) for label in resources.table("labels").get(name, ()))


def opening(text: str) -> str:
    """Return the first word of a line, past bullets and brackets, in small letters; its first letter in unspaced scripts."""
    word = text.partition(" ")[0]
    if word.isascii() and word.isalpha():  # as most
        return word.lower()
    first = _FIRST.search(text)
    return fold(first[0]) if first else ""


def candidates(doc: Document, words: frozenset[str]) -> Iterator[Block]:
    """Yield the open blocks whose first words are among `words`: the few that a label is worth looking for in."""
    known = doc.fact("openings", _none_yet)
    for block in doc.open:
        first = known.get(block.index)
        if first is None:
            first = known[block.index] = opening(doc.blocks[block.index].text)
        if first in words:
            yield block


def _none_yet(_: Document) -> dict[int, str]:
    """Return what is known of the blocks' first words before one is asked for: far blocks are never."""
    return {}


def is_alone(name: str, text: str) -> bool:
    """Tell whether `text` is a label of the family `name` and nothing else: what it labels stands elsewhere, or got lost."""
    end = match(name, text)
    return end is not None and not text[end:].strip(" :：|.")


def match(name: str, text: str) -> int | None:
    """Return where the longest label `name` that opens `text` ends, or None; letter case does not count."""
    start = len(text) - len(text.lstrip(_AROUND))
    first = text[start : start + _LONGEST]
    unspaced = next((label for label in _unspaced(name) if first.startswith(label)), None) if _UNSPACED.match(first) else None
    if unspaced:
        return start + len(unspaced)
    node, longest = _tree(name), None
    for word in _WORD.finditer(first):
        folded = fold(word[0])
        bare = folded.rstrip(_AFTER)
        if bare in node and _END in node[bare]:
            longest = start + word.end() - (len(folded) - len(bare))
        if folded not in node:
            break
        node = node[folded]
    return longest


def followed(name: str, text: str, closed: re.Pattern[str]) -> re.Match[str] | None:
    """Return the match of `closed`, what must follow a label, right after the longest label `name` that opens `text`, or None."""
    end = match(name, text)
    return None if end is None else closed.match(text, end)


def before(name: str, text: str, end: int) -> int | None:
    """Return where the longest label `name` starts whose last word ends at `text[:end]`, blanks apart; or None."""
    ahead = text[max(0, end - _LONGEST) : end].rstrip()
    offset = max(0, end - _LONGEST)
    if not ahead:
        return None
    unspaced = next((label for label in _unspaced(name) if ahead.endswith(label)), None) if _UNSPACED.match(ahead[-1]) else None
    if unspaced:
        return offset + len(ahead) - len(unspaced)
    if fold(ahead[ahead.rfind(" ") + 1 :].lstrip(_AROUND)) not in _endings(name):
        return None
    for word in list(_WORD.finditer(ahead))[-_most_words(name) :]:
        start = word.end() - len(word[0].lstrip(_AROUND))
        if start < word.end() and fold(" ".join(ahead[start:].split())) in spaced(name):
            return offset + start
    return None
