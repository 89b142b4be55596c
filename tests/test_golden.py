"""Whole articles: what goes in, and where every line of it must end up."""

from __future__ import annotations

import pytest

from tests import golden

KNOWN_FAILURES = golden.known_failures()


def _parameters() -> list[object]:
    """Return the fixtures, those that the library is known to get wrong marked so."""
    return [
        pytest.param(slug, marks=pytest.mark.xfail(reason=KNOWN_FAILURES[slug], strict=True)) if slug in KNOWN_FAILURES else slug
        for slug in golden.slugs()
    ]


@pytest.mark.parametrize("slug", _parameters())
def test_article(slug: str) -> None:
    """The article is, field by field, what `expected.json` says."""
    expected = golden.expected(slug)
    assert expected is not None, (
        f"tests/fixtures/{slug} has no expected.json; write it with `make golden` and look at what it says"
    )
    diff = golden.changes(slug, expected, golden.outcome(slug))
    assert not diff, f"\n{diff}\n\nIf this is better than before, run `make golden` and review the diff."


def test_known_failures_exist() -> None:
    """Every known failure is a fixture and says what is wrong."""
    assert set(KNOWN_FAILURES) <= set(golden.slugs())
    assert all(reason.strip() for reason in KNOWN_FAILURES.values())


def test_fixtures_are_complete() -> None:
    """Every fixture has exactly one input."""
    for slug in golden.slugs():
        inputs = [name for name in ("input.txt", "input.bin") if (golden.FIXTURES / slug / name).exists()]
        assert len(inputs) == 1, f"{slug}: {inputs}"
