"""House rules: what keeps the code small enough to read."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner import PIPELINE, Phrases, resources
from cleaner.pipeline import describe, name_of
from cleaner.trie import check

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MOST_LINES, MOST_IN_A_FUNCTION = 400, 40
ENGINES = ("datasets", "datatrove", "langchain_core", "polars", "pyspark", "ray", "scrapy")
HEAVY = (*ENGINES, "lxml", "bs4", "trafilatura", "numpy", "sentencex", "pandas", "selectolax", "pyarrow", "fastwarc", "tqdm")
FILES = sorted(file for folder in ("cleaner", "bench") for file in (ROOT / folder).rglob("*.py"))


def _functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def _id(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_file_is_short(file: Path) -> None:
    """No file has 400 lines."""
    assert len(file.read_text("utf-8").splitlines()) < MOST_LINES, f"split {_id(file)}"


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_functions_are_short(file: Path) -> None:
    """No function has more than 40 lines."""
    long = [
        f"{node.name} ({size})"
        for node in _functions(file)
        if (size := (node.end_lineno or 0) - node.lineno + 1) > MOST_IN_A_FUNCTION
    ]
    assert not long, f"{_id(file)}: split {', '.join(long)}"


@pytest.mark.parametrize("file", [file for file in FILES if file.parts[len(ROOT.parts)] == "cleaner"], ids=_id)
def test_public_functions_have_docstrings(file: Path) -> None:
    """Every module, and every public function and class at its top, says what it is."""
    tree = ast.parse(file.read_text("utf-8"))
    named = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")]
    missing = [node.name for node in named if not ast.get_docstring(node)]
    assert not missing, f"{_id(file)}: {', '.join(missing)}"
    assert ast.get_docstring(tree), f"{_id(file)} opens without a docstring"


@pytest.mark.parametrize("filter_", tuple(PIPELINE), ids=name_of)
def test_filter_is_described(filter_: object) -> None:
    """Every filter has one line that says what it does; it is its row in the table of filters."""
    said = describe(filter_)  # type: ignore[arg-type]
    assert 5 <= len(said) <= 160
    assert said != "lines from a list of phrases"


def test_function_filters_are_modules_of_their_name() -> None:
    """One filter, one module, one name."""
    for filter_ in PIPELINE:
        if inspect.isfunction(filter_):
            assert filter_.__module__ == f"cleaner.filters.{filter_.__name__}"


def test_phrases_compile() -> None:
    """Every built-in phrase keeps to the grammar; all that do not are named at once."""
    broken = []
    for family, phrases in resources.table("phrases").items():
        for phrase in phrases:
            try:
                check(family, phrase)
            except ValueError as error:
                broken.append(str(error))
    assert not broken, "\n".join(broken)


def test_phrases_have_a_first_or_a_last_word() -> None:
    """No phrase opens and closes with `*`: it would match in the middle of anything."""
    for file in (ROOT / "cleaner" / "data" / "phrases").rglob("*.txt"):
        for line in resources.read_lines(file.read_text("utf-8")):
            assert not (line.split()[0] == "*" and line.split()[-1] == "*"), f"{file.name}: {line}"


def test_phrase_families_are_in_the_pipeline() -> None:
    """Every family of phrases is read by a filter: the family's own, or one that asks for it by name."""
    asked = {filter_.name for filter_ in PIPELINE if isinstance(filter_, Phrases)}
    code = "".join(file.read_text("utf-8") for file in (ROOT / "cleaner" / "filters").glob("*.py"))
    assert not [family for family in resources.table("phrases") if family not in asked and f'"{family}"' not in code]


def test_data_files_are_tidy() -> None:
    """Data files are UTF-8 with Unix line ends, and end with one."""
    for file in (ROOT / "cleaner" / "data").rglob("*.txt"):
        raw = file.read_bytes()
        assert b"\r" not in raw, _id(file)
        assert raw.endswith(b"\n"), _id(file)
        assert "\ufeff" not in raw.decode("utf-8"), _id(file)


def test_import_is_light() -> None:
    """`import cleaner` loads nothing heavy: that waits until a source needs it."""
    code = f"import cleaner, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == "[]"


def test_public_names() -> None:
    """What `__all__` names is there, and every public module imports."""
    assert all(hasattr(cleaner, name) for name in cleaner.__all__)
    assert len(cleaner.__all__) == len(set(cleaner.__all__))


def test_imports_point_one_way() -> None:
    """The document knows nobody; filters know neither the pipeline nor each other's order."""
    source = inspect.getsource(import_module("cleaner.document"))
    assert "from cleaner" not in source
    for file in (ROOT / "cleaner").rglob("*.py"):
        if file.parent.name != "adapters":
            assert not [name for name in _imports(file) if name.startswith("cleaner.adapters")], file.name
    for file in (ROOT / "cleaner" / "filters").glob("*.py"):
        assert not set(_imports(file)) & {"cleaner.pipeline", "cleaner.contents", "cleaner.explanation"}, file.name
