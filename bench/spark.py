"""`python -m bench spark`: one corpus under Spark on two cores, and under `cleaner batch` with two workers.

Start-up is apart, the same way for both: each is also timed over a sixth of the documents, and what counts is what the rest
of them takes on top. Spark's session and its workers run before. They are timed in turns, and the best of each counts.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import data
from bench.batch import TOOLS, command, family, processor, watched, write
from bench.tables import table
from cleaner.adapters.cleaning import host
from cleaner.corpus.streams import MissingExtraError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from pyspark.sql import SparkSession

WORKERS = 2
#: A corpus that is worth Spark has many partitions for each core. This one is small, so they are small, too.
OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.files.maxPartitionBytes": "2m",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
}


class Took(NamedTuple):
    """The seconds of a piece of work: by the clock, and of processors."""

    wall: float
    cpu: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `spark`."""
    parser.add_argument("--html", type=int, metavar="N", help="instead of text, the HTML of this many pages of each set")
    parser.add_argument("--rounds", type=int, default=3, help="how often a time is taken (default: %(default)s)")
    parser.add_argument("--copies", type=int, default=2, help="how often the dumps are repeated (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Print both times; 1 if the articles differ, 2 if there is no Spark."""
    texts = list(pages(args.data, args.html) if args.html else dumped(args.data))
    try:
        spark = session()
    except MissingExtraError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = write(folder / "few.jsonl", texts[: len(texts) * args.copies // 6])
        corpus = write(folder / "corpus.jsonl", islice(cycle(texts), len(texts) * args.copies))
        print(f"{len(texts) * args.copies} documents, {corpus.stat().st_size / 1e6:.1f} MB, best of {args.rounds}\n")
        compare(spark, few, corpus, args.rounds)
        same = rows(folder / "batch.jsonl") == rows(folder / "spark")
    spark.stop()
    print(f"both gave the same articles: {same}")
    return 0 if same else 1


def dumped(folder: Path) -> Iterator[str]:
    """Return the texts of the light dumps."""
    return chain.from_iterable(data.dump(folder, name, tool).values() for name in data.SETS for tool in TOOLS)


def pages(folder: Path, number: int) -> Iterator[str]:
    """Return the HTML of the first pages of each set."""
    return (source.html for name in data.SETS for source in data.sources(folder, name, "train", number))


def session() -> SparkSession:
    """Return a session on two cores, its workers running this Python. MissingExtraError without PySpark."""
    with host("spark"):
        from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{WORKERS}]")
    for name, value in OPTIONS.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def compare(spark: SparkSession, few: Path, corpus: Path, rounds: int) -> None:
    """Print the times of both over the corpus, and their ratios."""
    folder = corpus.parent
    work: dict[str, Callable[[], Took]] = {
        "few batch": lambda: Took(*watched(command(few, folder / "few.out.jsonl", "--workers", "2"))[:2]),
        "all batch": lambda: Took(*watched(command(corpus, folder / "batch.jsonl", "--workers", "2"))[:2]),
        "few spark": lambda: timed(lambda: under_spark(spark, few, folder / "few.spark")),
        "all spark": lambda: timed(lambda: under_spark(spark, corpus, folder / "spark")),
    }
    first = work["few spark"]()
    times: dict[str, list[Took]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, one in work.items():
            times[name].append(one())
    best = {name: Took(min(t.wall for t in took), min(t.cpu for t in took)) for name, took in times.items()}
    batch, distributed = (
        Took(best[f"all {name}"].wall - best[f"few {name}"].wall, best[f"all {name}"].cpu - best[f"few {name}"].cpu)
        for name in ("batch", "spark")
    )
    print(
        table(
            ("work", "seconds", "of processors", "a sixth, with the start"),
            [
                ("cleaner batch, 2 workers", f"{batch.wall:.2f}", f"{batch.cpu:.2f}", f"{best['few batch'].wall:.1f}"),
                ("Spark, local[2]", f"{distributed.wall:.2f}", f"{distributed.cpu:.2f}", f"{first.wall:.1f} and the session"),
            ],
        )
    )
    wall, cpu = distributed.wall / batch.wall, distributed.cpu / batch.cpu
    print(f"\nSpark takes {wall:.2f} times as long by the clock, {cpu:.2f} times the time of processors")


def under_spark(spark: SparkSession, corpus: Path, out: Path) -> None:
    """Clean a corpus of lines of JSON to a folder of them."""
    from cleaner.adapters.spark import clean_column  # noqa: PLC0415

    pages = spark.read.schema("id string, url string, text string").json(str(corpus))
    articles = pages.select("id", "url", clean_column("text", "url")).select("id", "url", "article.*")
    articles.write.json(str(out), mode="overwrite", ignoreNullFields=False)


def timed(work: Callable[[], object]) -> Took:
    """Return the seconds that `work` takes, and what processors did for this process and all under it."""
    before, start = _processors(), time.perf_counter()
    work()
    took = time.perf_counter() - start
    return Took(took, sum(seconds - before.get(pid, 0.0) for pid, seconds in _processors().items()))


def _processors() -> dict[int, float]:
    return {pid: processor(pid) for pid in family(os.getpid())}


def rows(path: Path) -> dict[str, object]:
    """Return the rows of a file, or of the parts in a folder, by their ids."""
    found = {}
    for part in sorted(path.glob("part-*")) if path.is_dir() else [path]:
        for line in part.open("rb"):
            row = json.loads(line)
            row.pop("error", None)
            found[row["id"]] = row
    return found
