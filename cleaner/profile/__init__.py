"""Profiles of sites: what the pages of one site repeat, found by counting, kept as a small file, used as a filter."""

from cleaner.profile.counts import Counts, learn
from cleaner.profile.profile import Profile, Repeat
from cleaner.profile.sites import Profiles, site_of

__all__ = ["Counts", "Profile", "Profiles", "Repeat", "learn", "site_of"]
