"""The trie that grows where it is asked is the one that all phrases, written out in full, would make."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import pytest

from cleaner import resources
from cleaner.phrases import Phrasebook
from cleaner.trie import END, NUMBER, STAR, Trie, tokens

PHRASES = {
    "house": (
        "read|see more",
        "read e-mail|mail|",
        "a| # # comments|",
        "* in your inbox|mail-box",
        "the| * of the day",
        "* e-mail us",
    ),
    "other": ("read more", "read e mail", "of the day", "see more * here"),
}


def written_out(families: dict[str, tuple[str, ...]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the phrases' words as nested dicts: of those that open with a word, and of the others from their last word."""
    forward: dict[str, Any] = {}
    backward: dict[str, Any] = {}
    for family, phrases in families.items():
        for phrase in phrases:
            signs = [[[sign]] if sign in (STAR, NUMBER) else list(map(tokens, sign.split("|"))) for sign in phrase.split()]
            for words in product(*signs):
                path = [token for word in words for token in word]
                if set(path) <= {STAR, NUMBER}:
                    continue
                node = backward if path[0] == STAR else forward
                for token in path[::-1] if path[0] == STAR else path:
                    node = node.setdefault(token, {})
                node.setdefault(END, (family, phrase))
    return forward, backward


def grown(node: Trie) -> dict[str, Any]:
    """Return a trie as nested dicts, without the branches that end nowhere."""
    found = {token: node[END] if token == END else grown(node[token]) for token in node}
    return {token: below for token, below in found.items() if below}


def test_small_book() -> None:
    """Alternatives of several tokens, signs that may lack, numbers, and stars in front: the first of two equal phrases wins."""
    book = Phrasebook(PHRASES.items())
    assert (grown(book.forward), grown(book.backward)) == written_out(PHRASES)
    assert book.forward["read"]["more"][END] == ("house", "read|see more")
    assert book.backward["inbox"]["your"]["in"][STAR][END] == ("house", "* in your inbox|mail-box")


@pytest.mark.parametrize("family", ["share", "comments", "newsletter"])
def test_built_in_family(family: str) -> None:
    """The same for the phrases of a whole family."""
    phrases = {family: resources.table("phrases")[family]}
    book = Phrasebook(phrases.items())
    assert (grown(book.forward), grown(book.backward)) == written_out(phrases)


def test_threads_find_the_same() -> None:
    """Threads that make one node grow at the same time all see the whole of it."""
    phrases = {"share": resources.table("phrases")["share"]}
    expected = written_out(phrases)[0]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            for _ in range(3):
                book = Phrasebook(phrases.items())
                assert all(found == expected for found in pool.map(grown, [book.forward] * 4))
    finally:
        sys.setswitchinterval(interval)
