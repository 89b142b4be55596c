"""`cleaner` inside the engines that people have: a column of pages in, the documented columns out.

Each module needs its host and brings nothing else; nothing imports them. What all share is in `cleaning`.
"""

from cleaner.adapters.cleaning import Cleaning

__all__ = ["Cleaning"]
