"""Profiles of sites: what the pages of one site repeat, found by counting, kept as a small file, used as a filter.

`lines` says what a line is, `counts` counts them, `profile` is the value and the filter, `matching` what it takes of a
page, `folder` the profiles of many sites.
"""

from cleaner.profile.counts import Counts, learn
from cleaner.profile.folder import Profiles
from cleaner.profile.pages import site_of
from cleaner.profile.profile import Profile, Repeat

__all__ = ["Counts", "Profile", "Profiles", "Repeat", "learn", "site_of"]
