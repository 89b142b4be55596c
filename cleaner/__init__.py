"""Clean articles from scraped news."""

from cleaner.article import Article, Removal
from cleaner.document import Block, Document, Label, Mark
from cleaner.explanation import Explanation
from cleaner.phrases import Phrases
from cleaner.pipeline import PIPELINE, Pipeline, clean, clean_many, explain
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
