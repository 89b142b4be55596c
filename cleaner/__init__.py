"""Clean articles from scraped news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.article import Article, Removal
from cleaner.document import Block, Document, Label, Mark
from cleaner.explanation import Explanation
from cleaner.phrases import Phrases
from cleaner.pipeline import PIPELINE, Pipeline, clean, clean_many, explain

if TYPE_CHECKING:
    from cleaner.profile import Profile, Profiles, learn

__version__ = "0.1.0"

__all__ = [
    "PIPELINE",
    "Article",
    "Block",
    "Document",
    "Explanation",
    "Label",
    "Mark",
    "Phrases",
    "Pipeline",
    "Profile",
    "Profiles",
    "Removal",
    "clean",
    "clean_many",
    "explain",
    "learn",
]


def __getattr__(name: str) -> object:
    """Load what profiles of sites need when it is first asked for: cleaning needs none of it."""
    if name not in ("Profile", "Profiles", "learn"):
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    from cleaner import profile  # noqa: PLC0415  (see above)

    found: object = getattr(profile, name)
    return found
