"""What the text of a block says of it, whatever the format: shape, repetition, words shared with the headline, place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.model.context_features import SHORT_WORD, distance
from cleaner.model.letters import ASK, BAR, BRACKET, COLON, COMMA, DASH, DIGIT, LOWER, QUOTE, STOP, UNSPACED, UPPER, Letters
from cleaner.model.words import distinct, pieces_of
from cleaner.zones import key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.document import Document
    from cleaner.model.table import Table
    from cleaner.model.words import Words

PROSE_CHARS = 80  # of a block that counts as prose, an unspaced character as three
SHORT, LONG = 15, 100  # characters of a block that others may hold, and those that it has at most
NEAR = 3  # rows
PROSE_LINKS = 0.4  # share of its characters in links, at most


def add_shape(table: Table, doc: Document, letters: Letters) -> None:
    """Add what kinds of characters and words each block is made of."""
    blocks = doc.blocks
    unspaced = letters.count(UNSPACED)
    chars = (letters.ends - letters.starts + 2 * unspaced).astype(np.float32)
    words = np.array([block.words for block in blocks], np.float32)
    big, small, figures = letters.words()
    starting = np.maximum(big + small + figures, 1)
    table.add("chars", np.log1p(chars))
    table.add("words", np.log1p(words))
    table.add("word_length", (letters.count(LOWER) + letters.count(UPPER)) / np.maximum(words, 1))
    table.add("capitals", big / starting)
    table.add("small_words", np.log1p(small))
    table.add("figures", figures / starting)
    table.add("upper", letters.count(UPPER) / np.maximum(letters.count(UPPER) + letters.count(LOWER), 1))
    table.add("digits", letters.count(DIGIT) / chars)
    table.add("unspaced", unspaced > 0)
    for name, kind in (("stops", STOP), ("commas", COMMA), ("quotes", QUOTE), ("bars", BAR), ("dashes", DASH), ("asks", ASK)):
        count = letters.count(kind)
        table.add(name, count)
        if kind in (STOP, COMMA):
            table.add(f"{name}_rate", count / np.maximum(words, 1))
    table.add("brackets", letters.count(BRACKET))
    last = letters.last()
    quoted = (last == QUOTE) | (last == BRACKET)
    final = np.where(quoted, letters.last(2), last)
    ends = np.array([block.ends for block in blocks])
    table.add("ends", ends)
    for name, kind in (("stop", STOP), ("ask", ASK), ("colon", COLON), ("comma", COMMA)):
        table.add(f"ends_{name}", final == kind)
    first = letters.first()
    table.add("opens_upper", first == UPPER)
    table.add("opens_lower", first == LOWER)
    table.add("opens_digit", first == DIGIT)
    table.add("opens_quote", first == QUOTE)
    table.add("opens_sign", (first == BAR) | (first == DASH) | (first == BRACKET))
    links = np.array([block.link_chars for block in blocks], np.float32) / np.maximum(letters.ends - letters.starts, 1)
    table.add("links", links)
    table.add("prose", (chars >= PROSE_CHARS) & ends & (links <= PROSE_LINKS))


def add_repetition(table: Table, doc: Document, words: Words) -> None:
    """Add how often each block is said on the page, and whether longer blocks say it too; `words` are the blocks' pieces."""
    texts = [block.text for block in doc.blocks]
    counts = Counter(texts)
    shape = np.rint(np.expm1(table["words"]) * 2 + table["ends"]).astype(np.int64)
    table.add("said", np.array([counts[text] for text in texts]).clip(max=5))
    first: dict[str, int] = {}
    opens = np.array([first.setdefault(text, row) for row, text in enumerate(texts)])
    table.add("said_before", opens < np.arange(len(opens)))
    table.add("said_near", _has_near(opens))
    table.add("same_shape", np.log1p(np.bincount(shape)[shape]))
    chars = np.array([len(text) for text in texts])
    long = "\n".join(text for text in texts if len(text) > LONG)
    # The cheap question first: what stands inside a block between the first and the last word of another is whole words.
    asked = (chars >= SHORT) & (chars <= LONG) & ~_has_strange(words, chars > LONG)
    inside = {text for text in {texts[row] for row in np.flatnonzero(asked).tolist()} if text in long}
    table.add("inside_other", [text in inside for text in texts])


def _has_near(values: NDArray[Any]) -> NDArray[Any]:
    """Tell which values stand again at most NEAR rows above or below: captions do, as a picture has them twice."""
    near = np.zeros(len(values), bool)
    for step in range(1, min(NEAR, len(values) - 1) + 1):
        same = values[step:] == values[:-step]
        near[step:] |= same
        near[:-step] |= same
    return near


def _has_strange(words: Words, known: NDArray[Any]) -> NDArray[Any]:
    """Tell which lines have a word between their first and their last that no line of those `known` has."""
    rows, numbers = words.rows, words.numbers
    strange = np.ones(len(rows), bool)  # by number
    strange[numbers[known[rows]]] = False
    between = np.zeros(len(rows), bool)
    between[1:-1] = (rows[1:-1] == rows[:-2]) & (rows[1:-1] == rows[2:])
    return np.bincount(rows[between & strange[numbers]], minlength=len(known)) > 0


def add_shared(table: Table, doc: Document, words: Words, headline: str, description: str) -> None:
    """Add how much each block shares with the headline and with the page's description of itself."""
    for name, said in (("headline", headline), ("description", description)):
        whole = key(said)
        shares, same = np.zeros((2, table.rows), np.float32)
        least, most = len(said) * 0.3, max(len(said) * 3, 400)
        for row, share in _shares(words, said).items() if said else ():
            if least <= len(doc.blocks[row].text) <= most:
                shares[row] = share
                if share >= 0.6:
                    own = key(doc.blocks[row].text)
                    same[row] = 1.0 if own == whole else 0.7 if own and (own in whole or whole in own) else 0.0
        table.add(f"{name}_share", shares)
        table.add(f"{name}_same", same)


def _shares(words: Words, said: str) -> dict[int, float]:
    """Return, by line, the share of the long words of `said` that it has, where it has any."""
    pieces = pieces_of([" ".join(said.split())])
    wanted = distinct(pieces.hashes[pieces.ends - pieces.starts > SHORT_WORD])
    if not len(wanted):
        return {}
    at = np.searchsorted(wanted, words.hashes)
    found = np.flatnonzero(wanted.take(at, mode="clip") == words.hashes)
    counts = Counter(row for row, _ in set(zip(words.rows[found].tolist(), at[found].tolist(), strict=True)))
    return {row: count / len(wanted) for row, count in counts.items()}


def add_place(table: Table) -> None:
    """Add where each block stands: in the page, and among its prose."""
    rows = table.rows
    index = np.arange(rows)
    prose = table["prose"] > 0
    weight = np.where(prose, np.expm1(table["chars"]), 0)
    total = max(weight.sum(), 1)
    before = np.cumsum(weight) - weight
    table.add("index", np.log1p(index))
    table.add("place", index / max(rows - 1, 1))
    table.add("from_end", np.log1p(rows - 1 - index))
    table.add("prose_before", before / total)
    table.add("prose_after", (total - before - weight) / total)
    table.add("to_prose_above", np.minimum(distance(prose), 40))
    table.add("to_prose_below", np.minimum(distance(prose[::-1])[::-1], 40))


def add_neighbours(table: Table, names: tuple[str, ...], reach: int, windows: tuple[int, ...]) -> None:
    """Add the columns `names` of the blocks up to `reach` above and below, and their means over `windows` of blocks."""
    rows = table.rows
    values = table.features(names)
    padded = np.full((len(names), rows + 2 * reach), -1, np.float32)
    padded[:, reach:-reach] = values
    for step in range(-reach, reach + 1):
        if step:
            table.add_all([f"{name}@{step:+d}" for name in names], padded[:, reach + step : reach + step + rows])
    sums = np.zeros((len(names), rows + 1), np.float32)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    index = np.arange(rows)
    for window in windows:
        first, last = np.maximum(index - window // 2, 0), np.minimum(index + window // 2 + 1, rows)
        table.add_all(
            [f"{name}~{window}" for name in names], (sums.take(last, axis=1) - sums.take(first, axis=1)) / (last - first)
        )
