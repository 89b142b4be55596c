"""Every adapter inside its engine: the example of the documentation, and what it promises. An engine that is not here is skipped.

`make engines` installs them all.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleaner import PIPELINE, Profiles
from cleaner.adapters import Cleaning
from cleaner.adapters.cleaning import host
from cleaner.corpus.rows import COLUMNS
from cleaner.corpus.streams import MissingExtraError
from cleaner.profile import Counts
from tests.sites import FOOTER, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from pyspark.sql import SparkSession

DOCS = Path(__file__).parent.parent / "docs" / "engines.md"
SECTIONS = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", DOCS.read_text("utf-8"), flags=re.MULTILINE)[1:]}
OPENING = DOCS.read_text("utf-8").split("\n## ", 1)[0]
#: The package that each engine is imported as.
ENGINES = {"LangChain": "langchain_core", "Polars": "polars", "Ray": "ray.data", "Scrapy": "scrapy", "Spark": "pyspark"}

URLS = [f"https://www.one.example/{number}" for number in range(4)]
PAGES = [*(page(number) for number in range(3)), None]
REMOVED = Cleaning(removed=True)
ROWS = [REMOVED(source, url) for source, url in zip(PAGES, URLS, strict=True)]

pytestmark = pytest.mark.filterwarnings("default")  # the engines' own warnings are not ours to mend


def engine(section: str) -> ModuleType:
    """Return the engine; skip the test if it is not here."""
    name = ENGINES.get(section, section)
    found: ModuleType = pytest.importorskip(name, reason=f"no {name}: pip install 'article-cleaner[{section.lower()}]'")
    return found


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Return a session of Spark with two cores; skip what needs it where there is no Spark or no Java."""
    engine("Spark")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless, or set JAVA_HOME")
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "512m"}
    builder = SparkSession.builder.master("local[2]")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def ray() -> Iterator[ModuleType]:
    """Return Ray with one core, which leaves nothing in the home folder; skip what needs it where there is none."""
    os.environ["RAY_AUTH_MODE"] = "disabled"
    found = engine("Ray")
    import ray as core  # noqa: PLC0415

    core.init(num_cpus=1, include_dashboard=False, log_to_driver=False, object_store_memory=100_000_000)
    yield found
    core.shutdown()


@pytest.mark.parametrize("section", SECTIONS)
def test_example(section: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example gives what the documentation says."""
    if section in ("Spark", "Ray"):
        request.getfixturevalue(section.lower())
    engine(section)
    monkeypatch.chdir(tmp_path)
    text = OPENING + SECTIONS[section]
    test = doctest.DocTestParser().get_doctest(text, {}, section, str(DOCS), 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert tried >= 9
    assert not failed


def test_every_adapter_is_documented() -> None:
    """The documentation has a section for each adapter, the package an extra."""
    folder = Path(__file__).parent.parent / "cleaner" / "adapters"
    names = {file.stem for file in folder.glob("*.py")} - {"__init__", "cleaning"}
    assert names == {name.lower() for name in SECTIONS}
    setup = (folder.parent.parent / "setup.cfg").read_text("utf-8")
    assert all(re.search(rf"^{name} =$", setup, re.MULTILINE) for name in names)
    assert all(f"article-cleaner[{extra}]" not in setup.split("all =")[1].split("dev =")[0].split("\n")[1] for extra in names)


def test_a_missing_engine_says_what_to_install() -> None:
    """The error is an ImportError, and names the extra."""
    with (
        pytest.raises(ImportError, match=r"cleaner\.adapters\.spark needs no_such: pip install 'article-cleaner\[spark\]'"),
        host("spark"),
    ):
        import no_such  # type: ignore[import-not-found]  # noqa: F401, PLC0415
    assert issubclass(MissingExtraError, ImportError)


def test_a_row_has_the_documented_columns() -> None:
    """Those of `cleaner batch` and the error, all there when a page cannot be cleaned."""
    assert [tuple(row) for row in ROWS] == [(*COLUMNS[2:], "error")] * 4
    assert Cleaning().columns == (*COLUMNS[2:-1], "error")
    assert ROWS[3]["error"] == "null, not text"
    assert {row["error"] for row in ROWS[:3]} == {None}
    assert json.loads(json.dumps(ROWS)) == ROWS


def test_what_arrow_cannot_say() -> None:
    """Half a surrogate pair is replaced in every column."""
    row = REMOVED(f"{page(1)}\nNew \ud800 line")
    assert "\ud800" not in json.dumps(row, ensure_ascii=False)
    assert "\ufffd" in json.dumps(row, ensure_ascii=False)


def test_a_pipeline_for_each_address() -> None:
    """Profiles choose the pipeline."""
    profiles = Profiles.learn(zip(URLS, PAGES[:3], strict=False))  # type: ignore[arg-type]
    row, taken = Cleaning(profiles.pipeline)(PAGES[0], URLS[0]), REMOVED(PAGES[0], URLS[0])["body"]
    assert FOOTER[0] not in row["body"]
    assert Cleaning(lambda _: PIPELINE)(PAGES[0])["body"] == taken
    assert Cleaning(lambda _: 1 / 0)(PAGES[0])["error"] == "ZeroDivisionError: division by zero"  # type: ignore[arg-type, return-value]


def test_pandas() -> None:
    """The index is kept, any index."""
    pd = engine("pandas")
    from cleaner.adapters.pandas import clean_series  # noqa: PLC0415

    sources = pd.Series(PAGES, index=list("dcba"))
    found = clean_series(sources, URLS, REMOVED)
    assert list(found.index) == list("dcba")
    assert list(found.columns) == list(ROWS[0])
    assert found["body"].iloc[:3].to_list() == [row["body"] for row in ROWS[:3]]
    assert found["removed"].iloc[0] == ROWS[0]["removed"]
    assert clean_series(sources.iloc[:0]).empty


def test_polars() -> None:
    """The same rows, eagerly, lazily and as a stream; without a row there are still types."""
    pl = engine("Polars")
    from cleaner.adapters.polars import clean_column  # noqa: PLC0415

    frame = pl.DataFrame({"text": PAGES, "url": URLS})
    column = clean_column("text", pl.col("url"), REMOVED)
    assert frame.select(column).unnest("article").to_dicts() == ROWS
    assert frame.lazy().select(column).collect(engine="streaming")["article"].to_list()[:3] == ROWS[:3]
    assert frame.lazy().select(column).collect_schema() == frame.clear().select(column).schema == frame.select(column).schema


def test_datasets() -> None:
    """The same rows; the types hold when the first batch lacks a column, in a dict of datasets and in a stream."""
    datasets = engine("datasets")
    from cleaner.adapters.datasets import clean_dataset  # noqa: PLC0415

    pages = datasets.Dataset.from_dict({"text": [None, *PAGES], "url": ["", *URLS]})
    found = clean_dataset(pages, "text", "url", REMOVED, batch_size=1, writer_batch_size=1)
    columns = list(ROWS[0])
    assert [{name: row[name] for name in columns} for row in found.to_list()[1:]] == ROWS
    both = clean_dataset(datasets.DatasetDict(a=pages), "text", prefix="x_")
    assert both["a"].column_names == ["text", "url", *(f"x_{name}" for name in Cleaning().columns)]
    stream = clean_dataset(pages.to_iterable_dataset(), "text", "url", REMOVED)
    assert [row["body"] for row in stream][1:] == [row["body"] for row in ROWS]
    profiles = Profiles.learn(zip(URLS, PAGES[:3], strict=False))  # type: ignore[arg-type]
    runs = [clean_dataset(pages, "text", "url", Cleaning(profiles.pipeline), num_proc=workers) for workers in (None, None, 2)]
    assert len({run._fingerprint for run in runs}) == 1, "what was cleaned once could not be taken from the cache"
    assert runs[2].to_list() == runs[0].to_list()


def test_spark(spark: SparkSession) -> None:
    """The same rows, of a column of bytes too; bad pages are rows."""
    from cleaner.adapters.spark import clean_column  # noqa: PLC0415

    pages = [(source and source.encode(), url) for source, url in zip(PAGES, URLS, strict=True)]
    frame = spark.createDataFrame(pages, "text binary, url string").repartition(2)
    found = frame.select("url", clean_column("text", "url", REMOVED)).orderBy("url").collect()
    rows = [row.article.asDict(recursive=True) for row in found]
    assert [row["error"] is None for row in rows] == [True] * 3 + [False]
    assert rows[:3] == ROWS[:3]


def test_spark_learns(spark: SparkSession) -> None:
    """Profiles from any partitions are those of `Profiles.learn`; kept counts of two days merge."""
    from cleaner.adapters.spark import count_lines, learn, merge_lines, profiles_of  # noqa: PLC0415

    pages = [(page(number), f"https://{'two' if number % 3 else 'one'}.example/{number}") for number in range(12)]
    others = [("alone", "https://three.example/1"), ("no address", None), (None, "https://one.example/none")]
    frame = spark.createDataFrame(pages + others, "text string, url string").repartition(3)
    wanted = Profiles.learn((url, source) for source, url in pages)
    assert len(wanted) == 2
    assert learn(frame, "text") == wanted
    days = [count_lines(frame.where(which), "text") for which in ("url < 'https://two'", "url >= 'https://two'")]
    assert profiles_of(merge_lines(days[0].union(days[1]))) == wanted


def test_spark_hands_counts_on_before_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partition of many lines gives its counts in several rows; merged they are those of all its pages."""
    engine("Spark")
    import pandas as pd  # noqa: PLC0415

    from cleaner.adapters import spark as adapter  # noqa: PLC0415

    monkeypatch.setattr(adapter, "MOST_LINES", 10)
    pages = [(url, page(number)) for number, url in enumerate(URLS)]
    parts = list(adapter._counted(pd.DataFrame([one], columns=["url", "source"]) for one in pages))
    assert [len(part) for part in parts] == [1, 1, 1, 1, 0]
    assert Counts.from_bytes(adapter._merged(pd.concat(parts)["counts"])) == Counts.of(pages)


def test_ray(ray: ModuleType) -> None:
    """The same rows; columns of the same names are replaced."""
    from cleaner.adapters.ray import clean_dataset  # noqa: PLC0415

    pages = ray.from_items([{"text": source, "url": url, "title": "?"} for source, url in zip(PAGES, URLS, strict=True)])
    found = sorted(clean_dataset(pages, "text", "url", REMOVED).take_all(), key=lambda row: row["url"])
    assert [row["body"] for row in found] == [row["body"] for row in ROWS]
    assert [row["title"] for row in found] == [row["title"] for row in ROWS]
    assert [dict(one) for one in found[0]["removed"]] == ROWS[0]["removed"]


def test_datatrove(tmp_path: Path) -> None:
    """The same bodies; a page that cannot be cleaned is counted and goes on without text."""
    engine("datatrove")
    from datatrove.data import Document  # noqa: PLC0415
    from datatrove.executor import LocalPipelineExecutor  # noqa: PLC0415

    from cleaner.adapters.datatrove import CleanArticles  # noqa: PLC0415

    broken = Cleaning(lambda url: 1 / 0 if url == "x" else PIPELINE)  # type: ignore[arg-type, return-value]
    docs = [Document(source, url, metadata={"url": url}) for source, url in zip(PAGES[:3], URLS, strict=False)]
    docs.append(Document("text", "x", metadata={"url": "x"}))
    executor = LocalPipelineExecutor([docs, CleanArticles(broken)], logging_dir=str(tmp_path))
    stats = executor.run().stats[0].stats
    assert (stats["cleaned"].total, stats["error"].total) == (3, 1)
    taken = [removal["filter"] for row in ROWS[:3] for removal in row["removed"]]
    assert {name: stats[f"removed_{name}"].total for name in set(taken)} == {name: taken.count(name) for name in set(taken)}
    found = list(CleanArticles(broken).run(iter([Document(PAGES[0], "1"), Document("text", "x", metadata={"url": "x"})])))
    assert [doc.text for doc in found] == [ROWS[0]["body"], ""]
    assert found[1].metadata["error"] == "ZeroDivisionError: division by zero"


def test_scrapy(tmp_path: Path) -> None:
    """A crawl of a page of its own, from a file."""
    scrapy = engine("Scrapy")
    from scrapy.utils.test import get_crawler  # noqa: PLC0415

    from cleaner.adapters.scrapy import ArticlePipeline  # noqa: PLC0415

    class Page(scrapy.Item):  # type: ignore[misc, name-defined]
        html, url, found = scrapy.Field(), scrapy.Field(), scrapy.Field()

    crawler = get_crawler(settings_dict={"CLEANER_INTO": "found"})
    pipeline = ArticlePipeline.from_crawler(crawler)
    item = pipeline.process_item(Page(html=PAGES[0], url=URLS[0]))
    assert item["found"] == Cleaning()(PAGES[0], URLS[0])
    assert pipeline.process_item({"url": "x"})["found"]["error"]
    assert crawler.stats.get_value("cleaner/error") == crawler.stats.get_value("cleaner/cleaned") == 1


def test_langchain() -> None:
    """The documents that were given stay as they are; a page that cannot be cleaned has no content."""
    engine("LangChain")
    from langchain_core.documents import Document  # noqa: PLC0415

    from cleaner.adapters.langchain import ArticleTransformer  # noqa: PLC0415

    given = [
        Document(page_content=source, metadata={"source": url, "n": 1}) for source, url in zip(PAGES[:3], URLS, strict=False)
    ]
    found = ArticleTransformer().transform_documents(given)
    assert [one.page_content for one in found] == [row["body"] for row in ROWS[:3]]
    assert found[0].metadata.items() >= {"n": 1, "title": ROWS[0]["title"], "error": None}.items()
    assert given[0].metadata == {"source": URLS[0], "n": 1}
    failed = ArticleTransformer(Cleaning(lambda _: 1 / 0)).transform_documents(given[:1])  # type: ignore[arg-type, return-value]
    assert (failed[0].page_content, failed[0].metadata["error"]) == ("", "ZeroDivisionError: division by zero")
