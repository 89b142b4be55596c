"""The pages that a profile is learned from, and the sites that they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Union
from urllib.parse import urlsplit

from cleaner.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.document import Document

#: A page: its source as `clean` takes it, or a pair of its URL and its source.
Source = Union[str, bytes, "tuple[str | None, str | bytes]"]

_NAME = re.compile(r"\w[\w-]*(?:\.[\w-]+)*")
_ADDRESS = re.compile(r"\d+(?:\.\d+){3}")
# What registries put before a country's two letters, so that the name is the third part: "metro.co.uk".
_SECOND_LEVEL = frozenset("ac asn co com ed edu go gob gouv gov gub id mil ne net nom or org sch web".split())


def read_pages(documents: Iterable[Source]) -> Iterator[Document]:
    """Yield each page as `clean` reads it, with its URL if it has one."""
    for document in documents:
        url, source = document if isinstance(document, tuple) else (None, document)
        yield read(source, url=url)


def site_of(url: str) -> str:
    """Return the site of a URL, "" if none can be told: the host's last two names, three under "co.uk" and its like.

    That is the registrable domain for most sites of the news, told by shape alone: no list is asked, so a blog of a
    hosting service ("name.blogspot.com") is of the service's site.

    >>> site_of("https://www.example.com/news/1"), site_of("news.example.co.uk:8080/a"), site_of("http://10.0.0.1/")
    ('example.com', 'example.co.uk', '10.0.0.1')
    """
    host = host_of(url)
    if _ADDRESS.fullmatch(host):
        return host
    names = host.split(".")
    wide = len(names) > 2 and len(names[-1]) == 2 and names[-2] in _SECOND_LEVEL
    return ".".join(names[-3 if wide else -2 :])


def host_of(url: str) -> str:
    """Return the host of a URL in small letters without "www.", "" if it has none that could be the name of a file."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # "http://[1::"
        return ""
    host = host.rstrip(".").removeprefix("www.")
    return host if _NAME.fullmatch(host) else ""
