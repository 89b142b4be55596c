"""What the layout of plain text says of a block: its indent, the blank lines around it, its bullet, and runs of like lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.document import Document
    from cleaner.model.table import Table

MOST_GAP, MOST_INDENT = 6, 40


def add_layout(table: Table, doc: Document) -> None:
    """Add indent, gaps, bullets, and how the block's layout compares with that of the page's prose."""
    blocks = doc.blocks
    indent = np.minimum(np.array([block.indent for block in blocks], np.float32), MOST_INDENT)
    above = np.minimum(np.array([block.gap for block in blocks], np.float32), MOST_GAP)
    below = np.append(above[1:], MOST_GAP)
    bullet = np.array([block.bullet for block in blocks], np.float32)
    prose = table["prose"] > 0
    some = bool(prose.any())
    usual = {name: _median(column[prose]) if some else -1.0 for name, column in (("gap_above", above), ("indent", indent))}
    table.add("indent", indent)
    table.add("indent_off", indent - (usual["indent"] if some else 0.0))
    table.add("gap_above", above)
    table.add("gap_below", below)
    table.add("bullet", bullet)
    table.add("run", np.log1p(_runs(blocks_shape(table, indent, bullet))))
    for name, value in usual.items():
        table.add(f"usual_{name}", value)


def blocks_shape(table: Table, indent: NDArray[Any], bullet: NDArray[Any]) -> NDArray[Any]:
    """Return a number for each block's shape: lines of a list or a table have the same."""
    size = np.minimum(table["words"] * 2, 9).astype(np.int64)
    return (size * 2 + (table["ends"] > 0)) * 128 + indent.astype(np.int64) * 2 + bullet.astype(np.int64)


def _median(values: NDArray[Any]) -> float:
    """Return the median of some values: numpy's own costs five times as much where they are few."""
    ordered = np.sort(values)
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _runs(shapes: NDArray[Any]) -> NDArray[Any]:
    """Return, for each block, how many blocks in a row have its shape."""
    change = np.flatnonzero(np.diff(shapes)) + 1
    edges = np.concatenate([[0], change, [len(shapes)]])
    lengths = np.diff(edges)
    return np.repeat(lengths, lengths).astype(np.float32)


def add_document(table: Table) -> None:
    """Add what kind of text it is: a whole page, or what an extractor made of one."""
    prose = table["prose"] > 0
    chars = np.expm1(table["chars"])
    table.add("doc_prose", float((chars * prose).sum() / max(chars.sum(), 1)))
    table.add("doc_lines", float(prose.mean()))
    table.add("doc_blocks", np.log1p(table.rows))
    table.add("doc_bullets", float(table["bullet"].mean()))
    table.add("doc_gaps", float((table["gap_above"] > 1).mean()))
    table.add("doc_indents", float((table["indent"] > 0).mean()))
    table.add("doc_length", _median(chars))
    table.add("doc_said", float((table["said"] > 1).mean()))
