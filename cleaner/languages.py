"""The little that filters need to know of a text's language."""

from __future__ import annotations

from cleaner.trie import tokens

# The most frequent words of English that are rare in other languages. They make up a quarter or more of English prose.
_ENGLISH = frozenset("the of and to is that for with as on are was by it at from this have has you your".split())
_SHARE = 0.12


def is_english(text: str) -> bool:
    """Tell whether `text`, some sentences at least, is English."""
    words = tokens(text)
    return sum(word in _ENGLISH for word in words) >= _SHARE * max(1, len(words))
