"""The only door to the data files: phrases, labels and the calendar. Each is read when first asked for, and once."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray


def _data() -> Traversable:
    from importlib import resources  # noqa: PLC0415  (its import costs more than all filters', and `import cleaner` reads nothing)

    return resources.files("cleaner") / "data"


def read_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a phrase file, without comments (`# ...`) and empty lines."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and line != "#" and not line.startswith("# "))


@cache
def table(kind: str) -> dict[str, tuple[str, ...]]:
    """Return every family of `kind` ("phrases" or "labels") with the lines that all languages have for it."""
    found: dict[str, dict[str, None]] = {}
    for language in sorted((_data() / kind).iterdir(), key=lambda folder: folder.name):
        for file in sorted(language.iterdir(), key=lambda file: file.name) if language.is_dir() else ():
            family = found.setdefault(file.name.removesuffix(".txt"), {})
            family.update(dict.fromkeys(read_lines(file.read_text("utf-8"))))
    return {family: tuple(lines) for family, lines in found.items()}


@cache
def calendar() -> dict[str, Any]:
    """Return, for each language, the names of the months and weekdays and the words that stand between them in a date."""
    loaded: dict[str, Any] = json.loads((_data() / "calendar.json").read_text("utf-8"))
    return loaded


@cache
def agencies() -> tuple[str, ...]:
    """Return the names of agencies and picture banks that stand in credits, the longest first."""
    return tuple(sorted(read_lines((_data() / "agencies.txt").read_text("utf-8")), key=len, reverse=True))


@cache
def appeals() -> dict[str, list[list[str]]]:
    """Return, for each kind of appeal to the reader, the groups of signs that it must have one each of."""
    loaded: dict[str, list[list[str]]] = json.loads((_data() / "appeals.json").read_text("utf-8"))
    return loaded


@cache
def weights(name: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of the model `name`."""
    import numpy as np  # noqa: PLC0415  (text without a model does not pay for it)

    with (_data() / "model" / f"{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}
