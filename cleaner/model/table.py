"""A table of numbers under construction: named columns, one row a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    Column = NDArray[Any]


class Table:
    """Columns of one length, by name, in the order in which they were added.

    A table that is told which columns are wanted has those alone, as the rows of one array: others are dropped as they come.
    """

    def __init__(self, rows: int, wanted: tuple[str, ...] | None = None) -> None:
        """Open a table of `rows` rows: empty, or with a place for each of the `wanted` columns."""
        self.rows, self.wanted = rows, wanted
        self.values: NDArray[Any] = np.zeros((len(wanted or ()), rows), np.float32)  # (wanted, rows)
        self.columns: dict[str, Column] = dict(zip(wanted or (), self.values, strict=True))

    def copy(self) -> Table:
        """Return a table that starts with the same columns."""
        other = Table(self.rows, self.wanted)
        if self.wanted is None:
            other.columns = dict(self.columns)
        other.values[:] = self.values
        return other

    def add(self, name: str, values: ArrayLike) -> None:
        """Add a column; a single value fills it."""
        if self.wanted is None:
            column = np.asarray(values, np.float32)
            self.columns[name] = column if column.ndim else np.full(self.rows, column)
        elif (place := self.columns.get(name)) is not None:
            place[:] = values

    def add_all(self, names: Iterable[str], rows: Iterable[ArrayLike]) -> None:
        """Add several columns: for each of `names` one of `rows`."""
        for name, row in zip(names, rows, strict=True):
            self.add(name, row)

    def wants(self, name: str) -> bool:
        """Tell whether a column of that name would be kept."""
        return self.wanted is None or name in self.columns

    def __getitem__(self, name: str) -> Column:
        """Return the column `name`."""
        return self.columns[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(self.columns)

    def matrix(self, names: tuple[str, ...] | None = None) -> NDArray[Any]:
        """Return the columns `names` (all by default) side by side: an array of shape (rows, columns)."""
        return np.ascontiguousarray(self.features(self.names if names is None else names).T)

    def features(self, names: tuple[str, ...]) -> NDArray[Any]:
        """Return the columns `names` one below the other: an array of shape (columns, rows), not to be written to."""
        if names is self.wanted:
            return self.values
        return np.stack([self.columns[name] for name in names]) if names else np.zeros((0, self.rows), np.float32)
