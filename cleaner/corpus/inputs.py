"""Which files there are to read: names, folders and patterns to a list of files in a fixed order."""

from __future__ import annotations

import glob
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.corpus.streams import COMPRESSIONS, need

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The endings by which a format is known, before .gz or .zst if there is that.
ENDINGS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
FORMATS = tuple(dict.fromkeys(ENDINGS.values()))

#: The packages that formats need.
PACKAGES = {"parquet": "pyarrow.parquet", "warc": "fastwarc.warc"}

_PATTERN = frozenset("*?[")


class InputError(Exception):
    """A name of an input makes no sense; the message says which and why."""


class File(NamedTuple):
    """A file to read: its name as it was given, its format, how it is packed ("", ".gz", ".zst"), its size in bytes."""

    name: str
    format: str
    compression: str
    size: int


class Total(NamedTuple):
    """All files together: how many, their bytes, and one digest over their names, sizes and times of change."""

    files: int
    size: int
    digest: str


class Inputs(NamedTuple):
    """The inputs as they were given, the format if they are all of one, and files that are not to be read as inputs."""

    names: tuple[str, ...]
    format: str | None = None
    excluded: frozenset[Path] = frozenset()

    def __call__(self) -> Iterator[File]:
        """Yield the files: the names in the order given, those of a folder or a pattern sorted. InputError for a bad name."""
        for path, named in self._paths():
            found = _recognised(path, self.format)
            if found is not None:
                yield found
            elif named:
                known = ", ".join(ENDINGS)
                raise InputError(f"{path}: its ending says no format (those known are {known}); name one with --from")

    def total(self) -> Total:
        """Return what there is to read. InputError when there is nothing, MissingExtraError when it cannot be read."""
        digest = hashlib.sha256()
        files = size = 0
        formats: dict[str, str] = {}
        for file in self():
            files, size = files + 1, size + file.size
            digest.update(
                f"{file.name}\0{file.format}\0{file.size}\0{Path(file.name).stat().st_mtime_ns}\n".encode(
                    errors="surrogateescape"
                )
            )
            for key in (file.format, file.compression):
                formats.setdefault(key, file.name)
        if not files:
            raise InputError(
                f"nothing to read in {', '.join(self.names)}: no file there has one of the endings {', '.join(ENDINGS)}"
            )
        for key, name in formats.items():
            package = PACKAGES.get(key) or COMPRESSIONS.get(key)
            if package is not None:
                need(package, f"{name}: reading it")
        return Total(files, size, digest.hexdigest())

    def _paths(self) -> Iterator[tuple[Path, bool]]:
        """Yield each path, and whether it was named and not only found."""
        for name in self.names:
            path = Path(name)
            if path.is_dir():
                yield from ((file, False) for file in self._walk(path))
            elif path.exists():
                yield path, True
            elif _PATTERN & set(name):
                yield from self._globbed(name)
            else:
                raise InputError(f"{name}: there is no such file or folder")

    def _globbed(self, name: str) -> Iterator[tuple[Path, bool]]:
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  (Path.glob takes no pattern that begins at the root)
        if not found:
            raise InputError(f"{name}: no file is called so")
        for path in map(Path, found):
            if self._is_input(path):
                yield path, False

    def _walk(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder and of those in it, by name; hidden ones, and what a run writes, are left out."""
        for name in sorted(os.listdir(folder)):  # noqa: PTH208  (names, not paths: there may be millions)
            path = folder / name
            if name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                yield from self._walk(path)
            elif self._is_input(path):
                yield path

    def _is_input(self, path: Path) -> bool:
        """Tell whether the path is a file, and none that the run itself writes."""
        return path.is_file() and not any(path.name == own.name and path.resolve() == own for own in self.excluded)


def _recognised(path: Path, given: str | None) -> File | None:
    """Return the file with its format; None when its ending says none."""
    endings = [ending.lower() for ending in path.suffixes[-2:]]
    compression = endings.pop() if endings and endings[-1] in COMPRESSIONS else ""
    found = given or (ENDINGS.get(endings[-1]) if endings else None)
    if found is None or (found == "parquet" and compression):  # Parquet packs its own columns
        return None
    return File(str(path), found, compression, path.stat().st_size)
