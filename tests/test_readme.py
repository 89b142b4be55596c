"""README.md says what the code does."""

from __future__ import annotations

import doctest
import re

import pytest

from cleaner import PIPELINE
from tests import readme


def test_made_parts_are_current() -> None:
    """The parts made from the code are those that the code makes today."""
    text = readme.README.read_text("utf-8")
    assert readme.rewritten(text) == text, "README.md is behind the code: run `make readme`"


def test_every_filter_has_a_row() -> None:
    """The table names every filter of the pipeline once, in order: no chapter was forgotten."""
    assert re.findall(r"^\| \d+ \| `(\w+)` \|", readme.filters(), re.MULTILINE) == list(PIPELINE.names)


def test_rewriting_fills_the_parts_and_nothing_else() -> None:
    """What stands around the marks stays."""
    marked = "before\n<!-- explain -->\n?\n<!-- /explain -->\nbetween\n<!-- filters -->\n\n<!-- /filters -->\nafter\n"
    done = readme.rewritten(marked)
    assert done.startswith("before\n<!-- explain -->\n```\n")
    assert "\n<!-- /explain -->\nbetween\n<!-- filters -->\n| | filter |" in done
    assert done.endswith("|\n<!-- /filters -->\nafter\n")
    assert readme.rewritten(done) == done


def test_missing_marks_are_told_of() -> None:
    """A README without a part's marks is an error, not a README that needs nothing."""
    with pytest.raises(LookupError, match="<!-- explain -->"):
        readme.rewritten("nothing")


def test_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples give what README.md says that they give."""
    monkeypatch.chdir(readme.ROOT)
    failed, tried = doctest.testfile(str(readme.README), module_relative=False, encoding="utf-8")
    assert tried >= 5
    assert not failed
