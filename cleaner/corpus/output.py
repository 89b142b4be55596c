"""What a run writes: rows and errors under temporary names, checkpoints, and in the end the files themselves.

The rows lie in `OUT.partial`, packets in a row, each of whole rows. A checkpoint says how many bytes of the files are done, and
where in the input to go on; it is renamed into its place after the files are safely on the disk. So whenever a run is ended,
what is in the files up to the last checkpoint is right, and whatever is behind it is cut off and done again.

Parquet cannot be added to, so its rows wait as JSON, packed, and become one file at the end.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import IO, TYPE_CHECKING, Any

from cleaner.corpus.work import Counts

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.corpus.work import Part

#: The endings of outputs, and how their rows are packed until they are done.
ENDINGS = {".jsonl": "", ".jsonl.gz": ".gz", ".jsonl.zst": ".zst", ".parquet": ".zst"}


class OutputError(Exception):
    """What was written cannot be gone on with, or not be written; the message says why."""


@dataclass
class Checkpoint:
    """How far a run is: the file of the input and the records done of it, the bytes written, and the counts.

    `plan` is what the run was asked for, because only the same can be gone on with.
    """

    plan: dict[str, Any]
    file: int = 0
    record: int = 0
    rows: int = 0
    errors: int = 0
    complete: bool = False
    counts: Counts = field(default_factory=Counts)


def ending_of(path: Path) -> str | None:
    """Return which of `ENDINGS` the path has."""
    return next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if path.name.lower().endswith(ending)), None)


class Output:
    """The files of one run."""

    def __init__(self, path: Path) -> None:
        """Write to `path` in the end. ValueError when its ending is none of `ENDINGS`."""
        ending = ending_of(path)
        if ending is None:
            raise ValueError(f"{path}: the ending of the output must be one of {', '.join(ENDINGS)}")
        self.path, self.ending, self.compression = path, ending, ENDINGS[ending]
        self.rows, self.errors = _beside(path, ".partial"), _beside(path, ".partial.errors")
        self.errors_path, self.checkpoint_path = _beside(path, ".errors.jsonl"), _beside(path, ".checkpoint")
        self._table = _beside(path, ".partial.parquet")
        self._files: list[IO[bytes]] = []

    @property
    def all_paths(self) -> tuple[Path, ...]:
        """Every file that the run may write."""
        return (self.path, self.rows, self.errors, self.errors_path, self.checkpoint_path, self._table)

    def checkpoint(self) -> Checkpoint | None:
        """Return how far the run is that was interrupted here, if there was one."""
        try:
            found = json.loads(self.checkpoint_path.read_bytes())
            return Checkpoint(**{**found, "counts": Counts(**found["counts"])})
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError) as error:
            raise OutputError(f"{self.checkpoint_path}: not a checkpoint of this version of cleaner: {error}") from error

    def open(self, start: Checkpoint) -> None:
        """Open the files and cut off what is behind the checkpoint. OutputError when they are shorter, or in use."""
        for path, length in ((self.rows, start.rows), (self.errors, start.errors)):
            file = path.open("ab")
            self._files.append(file)
            _lock(file)
            if path.stat().st_size < length:
                raise OutputError(
                    f"{path} is shorter than its checkpoint says, so the run cannot go on; remove {self.checkpoint_path}"
                )
            file.truncate(length)
        self.save(start)

    def write(self, part: Part, progress: Checkpoint) -> None:
        """Add a batch's part, and note its lengths in `progress`."""
        for file, data in zip(self._files, (part.rows, part.errors), strict=True):
            file.write(data)
        progress.rows += len(part.rows)
        progress.errors += len(part.errors)

    def save(self, progress: Checkpoint) -> None:
        """Make sure that what was written is on the disk, then put the checkpoint there."""
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())
        new = _beside(self.checkpoint_path, ".new")
        with new.open("wb") as file:
            file.write(json.dumps(asdict(progress)).encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.checkpoint_path)

    def close(self) -> None:
        """Close the files as they are."""
        for file in self._files:
            file.close()
        self._files.clear()

    def finish(self, progress: Checkpoint) -> None:
        """Give the files of a run that is complete their names. It can be done again if it was interrupted."""
        self.close()
        if self.rows.exists():
            done = self._convert(removed=progress.plan["removed"]) if self.ending == ".parquet" else self.rows
            if progress.counts.errors and self.errors.exists():
                self.errors.replace(self.errors_path)
            elif not progress.counts.errors:
                self.errors_path.unlink(missing_ok=True)
            done.replace(self.path)
        for path in (self.rows, self.errors):
            path.unlink(missing_ok=True)
        self.checkpoint_path.unlink()

    def _convert(self, *, removed: bool) -> Path:
        """Return the table that the rows make."""
        from cleaner.corpus.table import convert  # noqa: PLC0415  (only Parquet needs it)

        convert(self.rows, self._table, removed=removed)
        return self._table


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _lock(file: IO[bytes]) -> None:
    """Keep the file for this process, where the system can."""
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415  (there is none on Windows)

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{file.name}: another run is writing it") from error
