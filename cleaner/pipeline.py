"""The pipeline: an ordered list of filters, and the three calls that run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cleaner.contents import CONTENTS
from cleaner.document import Document, Label, Mark
from cleaner.explanation import Explanation
from cleaner.filters.labeller import Labeller
from cleaner.filters.second_opinion import SecondOpinion, When
from cleaner.read import read

if TYPE_CHECKING:
    from cleaner.article import Article

#: A filter: any callable with a name that takes a document and yields the marks it wants painted.
Filter = Callable[[Document], Iterable[Mark]]
Kind = Literal["text", "html"]


def name_of(filter: Filter) -> str:
    """Return the filter's name: its `name` if it has one (`Phrases("app")`), else its `__name__`."""
    found = getattr(filter, "name", None) or getattr(filter, "__name__", None)
    if not isinstance(found, str):
        raise TypeError(f"a filter needs a name: a function's own or an attribute `name`; {filter!r} has neither")
    return found


def describe(filter: Filter) -> str:
    """Return the one line that says what the filter does: its `about`, or the first line of its docstring."""
    about = getattr(filter, "about", None) or (filter.__doc__ or "").strip()
    return str(about).split("\n", 1)[0].rstrip(".")


@dataclass(frozen=True)
class Pipeline:
    """An immutable, picklable list of filters. The methods that edit it by filter name each return a new one."""

    filters: tuple[Filter, ...] = ()

    def __post_init__(self) -> None:
        """Check the names: two filters of one name could not be told apart in an explanation."""
        object.__setattr__(self, "filters", tuple(self.filters))
        names = self.names
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"two filters with one name: {', '.join(sorted(twice))}")

    def __call__(self, doc: Document) -> Document:
        """Return the document with the marks of every filter, in order, stamped with the filters' names."""
        for filter in self.filters:
            marks = list(filter(doc))
            if marks:
                doc = doc.paint(_stamped(marks, name_of(filter), len(doc.text)))
        return doc

    def __iter__(self) -> Iterator[Filter]:
        """Yield the filters in order."""
        return iter(self.filters)

    @property
    def names(self) -> tuple[str, ...]:
        """The filters' names, in order."""
        return tuple(name_of(filter) for filter in self.filters)

    def before(self, name: str, *filters: Filter) -> Pipeline:
        """Return a pipeline with `filters` put in before the filter `name`."""
        at = self._at(name)
        return Pipeline((*self.filters[:at], *filters, *self.filters[at:]))

    def after(self, name: str, *filters: Filter) -> Pipeline:
        """Return a pipeline with `filters` put in after the filter `name`."""
        at = self._at(name) + 1
        return Pipeline((*self.filters[:at], *filters, *self.filters[at:]))

    def replace(self, name: str, *filters: Filter) -> Pipeline:
        """Return a pipeline with `filters` in the place of the filter `name`."""
        at = self._at(name)
        return Pipeline((*self.filters[:at], *filters, *self.filters[at + 1 :]))

    def without(self, *names: str) -> Pipeline:
        """Return a pipeline that lacks the filters `names`."""
        gone = {self._at(name) for name in names}
        return Pipeline(tuple(filter for at, filter in enumerate(self.filters) if at not in gone))

    def only(self, *names: str) -> Pipeline:
        """Return a pipeline of just the filters `names`, in this pipeline's order."""
        kept = {self._at(name) for name in names}
        return Pipeline(tuple(filter for at, filter in enumerate(self.filters) if at in kept))

    def _at(self, name: str) -> int:
        names = self.names
        if name not in names:
            raise LookupError(f"no filter {name!r}; there are {', '.join(names)}")
        return names.index(name)


def _stamped(marks: list[Mark], name: str, length: int) -> Iterator[Mark]:
    """Yield the marks under the filter's name; ValueError names the filter whose mark is outside the document."""
    for mark in marks:
        if not isinstance(mark, Mark):
            raise TypeError(f"the filter {name!r} yielded {mark!r}; a filter yields Mark(start, end, label, reason)")
        start, end, label, reason, _ = mark
        if not 0 <= start < end <= length:
            raise ValueError(f"the filter {name!r} yielded a mark over [{start}, {end}) of a document of {length} characters")
        yield Mark(start, end, label if isinstance(label, Label) else Label(label), reason, name)


#: What `clean` runs unless told otherwise.
PIPELINE = Pipeline(CONTENTS)


def explain(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    pipeline: Pipeline = PIPELINE,
    strictness: float | None = None,
    second_opinion: When | None = None,
) -> Explanation:
    """Return what `pipeline` does to `source`: every character with its label, its filter and the reason.

    `source` is text or HTML, as str or as bytes in any encoding that can be told; `kind` says which, if it is not to be
    told by its look. TypeError for anything else. `strictness` (0 to 1, 0.5 unless said) is how sure the labeller must be
    that a block is story to keep it; `second_opinion` ("never", "unsure" unless said, "always") is when trafilatura is
    asked about a page of HTML.
    """
    return Explanation(tuned(pipeline, strictness, second_opinion)(read(source, url=url, kind=kind)))


def tuned(pipeline: Pipeline, strictness: float | None = None, second_opinion: When | None = None) -> Pipeline:
    """Return the pipeline with its labeller and its second opinion set as `explain` says; None leaves one as it is."""
    if strictness is None and second_opinion is None:
        return pipeline
    names = pipeline.names
    if strictness is not None and "labeller" in names:
        pipeline = pipeline.replace("labeller", Labeller(strictness))
    if second_opinion is not None and "second_opinion" in names:
        pipeline = pipeline.replace("second_opinion", SecondOpinion(second_opinion))
    return pipeline


def clean(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    pipeline: Pipeline = PIPELINE,
    strictness: float | None = None,
    second_opinion: When | None = None,
) -> Article:
    """Return the article in `source`: `explain(source, ...).article`, with the same options."""
    return explain(source, url=url, kind=kind, pipeline=pipeline, strictness=strictness, second_opinion=second_opinion).article


def clean_many(sources: Iterable[str | bytes], *, workers: int | None = None, **options: Any) -> Iterator[Article]:
    """Yield the article of each source, in order, as they are asked for.

    `workers` processes share the work (None or 1: this process alone); a bounded number of sources is read ahead, so
    memory stays flat. `options` are those of `clean`.
    """
    if workers is None or workers <= 1:
        return (clean(source, **options) for source in sources)
    from cleaner.parallel import map_in_order  # noqa: PLC0415  (one process pays nothing for many)

    return map_in_order(clean, sources, workers, options)
