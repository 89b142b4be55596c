"""A table of numbers under construction: named columns, one row a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Column = NDArray[Any]


class Table:
    """Columns of one length, by name, in the order in which they were added."""

    def __init__(self, rows: int) -> None:
        """Open an empty table of `rows` rows."""
        self.rows = rows
        self.columns: dict[str, Column] = {}

    def copy(self) -> Table:
        """Return a table that starts with the same columns."""
        other = Table(self.rows)
        other.columns = dict(self.columns)
        return other

    def add(self, name: str, values: ArrayLike) -> None:
        """Add a column; a single value fills it."""
        column = np.asarray(values, np.float32)
        self.columns[name] = column if column.ndim else np.full(self.rows, column)

    def __getitem__(self, name: str) -> Column:
        """Return the column `name`."""
        return self.columns[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(self.columns)

    def matrix(self, names: tuple[str, ...] | None = None) -> NDArray[Any]:
        """Return the columns `names` (all by default) side by side: an array of shape (rows, columns)."""
        picked = self.columns.values() if names is None else [self.columns[name] for name in names]
        return np.stack(list(picked), axis=1) if picked else np.zeros((self.rows, 0), np.float32)
