"""The profiles of many sites, in a folder: a file for each site, picked by a page's URL."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from cleaner.pipeline import PIPELINE, Pipeline
from cleaner.profile.counts import count_page
from cleaner.profile.pages import host_of, site_of
from cleaner.profile.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cleaner.profile.counts import Counts

#: A profile runs before this filter: dates and bylines have been told by then, and headline and deck are looked for in
#: what it leaves above the story.
PLACE = "headline"


@dataclass(frozen=True)
class Profiles:
    """The profiles of several sites, picked by URL. Immutable, picklable, equal to its copy."""

    profiles: tuple[Profile, ...] = ()

    @classmethod
    def learn(cls, pages: Iterable[tuple[str, str | bytes]]) -> Profiles:
        """Return a profile for each site of `pages`, pairs (URL, source). Pages whose site cannot be told are left out."""
        counts: dict[str, Counts] = {}
        for url, source in pages:
            count_page(counts, url, source)
        return cls(tuple(counts[site].profile() for site in sorted(counts)))

    @classmethod
    def load(cls, folder: str | Path) -> Profiles:
        """Return the profiles in the `.json` files of `folder`. OSError without one, ValueError names a file that is none."""
        from pathlib import Path  # noqa: PLC0415  (only who loads a folder needs it)

        files = sorted(file for file in Path(folder).iterdir() if file.suffix == ".json")
        return cls(tuple(Profile.load(file) for file in files))

    def save(self, folder: str | Path) -> None:
        """Write each profile to `<site>.json` in `folder`, which is made if need be."""
        from pathlib import Path  # noqa: PLC0415  (as above)

        Path(folder).mkdir(parents=True, exist_ok=True)
        for profile in self.profiles:
            profile.save(Path(folder) / f"{profile.site}.json")

    def __reduce__(self) -> tuple[type[Profiles], tuple[tuple[Profile, ...]]]:
        """Pickle the fields alone, so that the pickle does not tell whether they were used."""
        return Profiles, (self.profiles,)

    def digest(self) -> str:
        """Return a digest of what the profiles hold, the same wherever and whenever they were loaded."""
        return sha256("".join(profile.to_json() for profile in self.profiles).encode(errors="surrogatepass")).hexdigest()

    def __iter__(self) -> Iterator[Profile]:
        """Yield the profiles."""
        return iter(self.profiles)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.profiles)

    @cached_property
    def _by_site(self) -> dict[str, Profile]:
        return {profile.site: profile for profile in self.profiles}

    def for_url(self, url: str | None) -> Profile | None:
        """Return the profile of the URL's host or, failing that, of the nearest domain above it, up to its site."""
        names, fewest = host_of(url or "").split("."), len(site_of(url or "").split("."))
        hosts = (".".join(names[at:]) for at in range(len(names) - fewest + 1))
        return next((self._by_site[host] for host in hosts if host in self._by_site), None)

    def pipeline(self, url: str | None, pipeline: Pipeline = PIPELINE) -> Pipeline:
        """Return `pipeline` with the profile for the URL's site in its place, as it is where there is none."""
        profile = self.for_url(url)
        if profile is None:
            return pipeline
        return pipeline.before(PLACE, profile) if PLACE in pipeline.names else Pipeline((profile, *pipeline))
