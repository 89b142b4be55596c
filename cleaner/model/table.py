"""A table of numbers under construction: named columns, one row a block."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Column = NDArray[Any]


class _Layout:
    """Where the wanted columns of a table stand; the same for all tables that want the same."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        """Number the columns."""
        self.places = {name: place for place, name in enumerate(wanted)}
        self._known: dict[tuple[str, ...], tuple[Column, Column]] = {}

    def of(self, names: tuple[str, ...]) -> tuple[Column, Column]:
        """Return which of `names` are wanted, by number, and where they stand."""
        if names not in self._known:
            chosen = [number for number, name in enumerate(names) if name in self.places]
            places = [self.places[names[number]] for number in chosen]
            self._known[names] = np.array(chosen, np.int64), np.array(places, np.int64)
        return self._known[names]


_layout = lru_cache(maxsize=16)(_Layout)


class Table:
    """Columns of one length, by name, in the order in which they were added.

    A table that is told which columns are wanted has those alone, as the rows of one array: others are dropped as they come.
    """

    def __init__(self, rows: int, wanted: tuple[str, ...] | None = None) -> None:
        """Open a table of `rows` rows: empty, or with a place for each of the `wanted` columns."""
        self.rows, self.wanted = rows, wanted
        self._columns: dict[str, Column] = {}
        self._layout = _layout(wanted or ())
        self.values: NDArray[Any] = np.zeros((len(wanted or ()), rows), np.float32)  # (wanted, rows)

    def part(self, rows: Column) -> Table:
        """Return a table that starts with the same columns, of which it has the rows `rows`, by number."""
        other = Table(len(rows), self.wanted)
        other._columns = {name: column[rows] for name, column in self._columns.items()}
        other.values = self.values.take(rows, axis=1)
        return other

    def add(self, name: str, values: ArrayLike) -> None:
        """Add a column; a single value fills it."""
        if self.wanted is None:
            column = np.asarray(values, np.float32)
            self._columns[name] = column if column.ndim else np.full(self.rows, column)
        elif (place := self._layout.places.get(name)) is not None:
            self.values[place] = values

    def add_all(self, names: Sequence[str], rows: Column) -> None:
        """Add several columns: for each of `names` a row of `rows`, an array of shape (columns, rows)."""
        if self.wanted is None:
            for name, row in zip(names, rows, strict=True):
                self.add(name, row)
        else:
            chosen, places = self._layout.of(tuple(names))
            self.values[places] = rows[chosen]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a column `name`."""
        return name in (self._columns if self.wanted is None else self._layout.places)

    def __getitem__(self, name: str) -> Column:
        """Return the column `name`."""
        if self.wanted is None:
            return self._columns[name]
        column: Column = self.values[self._layout.places[name]]
        return column

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(self._columns) if self.wanted is None else self.wanted

    def matrix(self, names: tuple[str, ...] | None = None) -> NDArray[Any]:
        """Return the columns `names` (all by default) side by side: an array of shape (rows, columns)."""
        return np.ascontiguousarray(self.features(self.names if names is None else names).T)

    def features(self, names: tuple[str, ...]) -> NDArray[Any]:
        """Return the columns `names` one below the other: an array of shape (columns, rows), not to be written to."""
        if names is self.wanted:
            return self.values
        if self.wanted is not None:
            return self.values.take([self._layout.places[name] for name in names], axis=0)
        return np.stack([self._columns[name] for name in names]) if names else np.zeros((0, self.rows), np.float32)
