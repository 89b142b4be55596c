"""Compressed files, read and written; and the packages that are extras."""

from __future__ import annotations

import gzip
import sys
import zlib
from contextlib import contextmanager
from importlib import import_module
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

#: The module for .zst: of the standard library, or its backport.
ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
#: The packages that a format needs, and the extra that brings them.
EXTRAS = {ZSTD: "batch", "tqdm": "batch", "pyarrow": "parquet", "fastwarc": "warc"}

#: The endings of compressed files, and the package that each needs.
COMPRESSIONS = {".gz": None, ".zst": ZSTD}

_GZIP_LEVEL, _ZSTD_LEVEL = 4, 3
_WINDOW = 31  # as a power of two: what `zstd --long=31` asks of its reader


class MissingExtraError(ImportError):
    """A package is not installed; the message says for what it is needed and how to get it."""


def need(module: str, purpose: str) -> ModuleType:
    """Return the optional package's module. MissingExtraError when it is not installed.

    >>> need("json", "nothing").__name__
    'json'
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module if module in EXTRAS else module.partition(".")[0]
        extra = EXTRAS.get(package, "all")
        raise MissingExtraError(f"{purpose} needs {package}: pip install 'article-cleaner[{extra}]'") from error


@contextmanager
def opened(path: Path, compression: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Open a file: yield it as it lies on the disk, whose `tell` says how much was read, and as what it holds."""
    with path.open("rb") as raw:
        if compression == ".gz":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield raw, cast("IO[bytes]", unpacked)
        elif compression == ".zst":
            zstd = need(ZSTD, f"{path}: reading it")
            with zstd.ZstdFile(raw, options={zstd.DecompressionParameter.window_log_max: _WINDOW}) as unpacked:
                yield raw, unpacked
        else:
            yield raw, raw


def broken_file_errors() -> tuple[type[Exception], ...]:
    """Return what the readers raise over a file that is cut short, damaged, or not what its name says."""
    found: tuple[type[Exception], ...] = (OSError, EOFError, ValueError, NotImplementedError, zlib.error)
    try:
        return (*found, import_module(ZSTD).ZstdError)
    except ImportError:
        return found


def compressor(ending: str) -> Callable[[bytes], bytes]:
    """Return the function that packs bytes for a file with this ending: such packets in a row are a whole file.

    The same bytes always give the same packet. "" packs nothing.
    """
    return {"": _plain, ".gz": _gzip, ".zst": _zstd}[ending]


def _plain(data: bytes) -> bytes:
    return data


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, _GZIP_LEVEL, mtime=0)


def _zstd(data: bytes) -> bytes:
    zstd = need(ZSTD, "writing .zst")
    is_set = zstd.CompressionParameter
    packed: bytes = zstd.compress(data, options={is_set.compression_level: _ZSTD_LEVEL, is_set.checksum_flag: 1})
    return packed
