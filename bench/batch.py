"""`python -m bench batch`: what `cleaner batch` promises, measured on corpora made of the light dumps.

Each part is a row of `PARTS`. Times of what is compared are taken in turns in the same run, and the best of each counts.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bench import data
from bench.tables import table
from cleaner import clean, clean_many

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

TOOLS = ("trafilatura_recall", "newspaper4k")
KILLS = 20
ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
SIZES = (10_000, 100_000)
_TICK = 0.05  # seconds between two looks at the memory

_STORY = (
    "Ferry number {0} runs aground\n\nBy Jane Doe\n\nThe ferry ran aground on Monday off the island of Soll, {0} minutes after "
    "it had left the harbour, the coast guard said.\n\nNobody was hurt, and {0} passengers were brought ashore before noon.\n\n"
    "Sign up for our newsletter\n\nRead more: Bridge closed"
)

#: Records that are none, and what the reason must say.
GARBAGE: tuple[tuple[bytes, str], ...] = (
    (b'{"id": "x", "text": "cut sho', "not JSON"),
    (b'{"id": "x", "body": "no text"}', "no field"),
    (b'{"id": "x", "text": null}', "is null"),
    (b"[1, 2, 3]", "an array"),
    (b"\x89PNG\r\x1a\x00\x00\xff\xfe\x00IHDR", "not "),
    (b'{"id": "x", "text": "\xff\xfe"}', "not UTF-8"),
    (b"[" * 100_000, "not JSON"),
    (b'{"id": "x", "text": "' + b"a" * 30_000_000 + b'"}', "a record of 30.0 MB"),
)


class Bench(NamedTuple):
    """Where the parts work, the texts they are made of, and how often each is timed."""

    folder: Path
    texts: list[str]
    rounds: int
    copies: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `batch`."""
    parser.add_argument("--part", action="append", choices=tuple(PARTS), help="only this part (may be repeated)")
    parser.add_argument("--rounds", type=int, default=3, help="how often a time is taken (default: %(default)s)")
    parser.add_argument("--copies", type=int, default=2, help="how often the dumps are repeated (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Print each part's numbers; 1 if a promise is broken that is not a matter of time."""
    dumps = (data.dump(args.data, name, tool).values() for name in data.SETS for tool in TOOLS)
    texts = list(chain.from_iterable(dumps))
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for name in args.part or PARTS:
            print(f"## {name}\n")
            kept &= PARTS[name](Bench(Path(folder), texts, args.rounds, args.copies))
            print()
    return 0 if kept else 1


def scale(bench: Bench) -> bool:
    """Print how much faster two workers are than one, for the command and for `clean_many`, and what the command costs."""
    corpus = write(bench.folder / "scale.jsonl", islice(cycle(bench.texts), len(bench.texts) * bench.copies))
    texts = bench.texts * bench.copies
    outs = [bench.folder / name for name in ("one.jsonl", "two.jsonl")]
    work: dict[str, Callable[[], tuple[float, float]]] = {
        "clean in a bare loop": lambda: costs(lambda: [None for text in texts if clean(text) is None]),
        "clean_many, 2 workers": lambda: costs(lambda: sum(1 for _ in clean_many(texts, workers=2))),
        "cleaner batch, 1 worker": lambda: watched(command(corpus, outs[0], "--workers", "1"))[:2],
        "cleaner batch, 2 workers": lambda: watched(command(corpus, outs[1], "--workers", "2"))[:2],
    }
    clean("")
    timed: dict[str, list[tuple[float, float]]] = {name: [] for name in work}
    for _ in range(bench.rounds):
        for name, one in work.items():
            timed[name].append(one())
    best = {name: (min(wall for wall, _ in both), min(cpu for _, cpu in both)) for name, both in timed.items()}
    print(f"{len(texts)} documents, {corpus.stat().st_size / 1e6:.1f} MB, best of {bench.rounds}\n")
    rows = [(name, f"{wall:.2f}", f"{cpu:.2f}", round(len(texts) / wall)) for name, (wall, cpu) in best.items()]
    print(table(("work", "seconds", "of processor", "documents/s"), rows))
    loop, many, single, double = best.values()
    print("\nBy the clock, and by the time of processors, which is what it would be if nothing else ran:")
    print(f"clean_many, 2 workers: {loop[0] / many[0]:.2f}, {2 * loop[1] / many[1]:.2f} times as fast as a bare loop")
    print(f"cleaner batch, 2 workers: {single[0] / double[0]:.2f}, {2 * single[1] / double[1]:.2f} times as fast as 1")
    print(f"cleaner batch, 1 worker: {single[0] / loop[0]:.2f}, {single[1] / loop[1]:.2f} times the cost of that loop")
    same = outs[0].read_bytes() == outs[1].read_bytes()
    print(f"both outputs the same: {same}")
    return same


def memory(bench: Bench) -> bool:
    """Print the most memory that the command takes, all its processes together, on a small and on a large corpus."""
    rows = []
    for size in SIZES:
        corpus = write(bench.folder / "memory.jsonl", (_STORY.format(number) for number in range(size)))
        took, _, peak = watched(command(corpus, bench.folder / "memory.out.jsonl", "--workers", "2"))
        rows.append((size, f"{peak / 1e6:.1f}", f"{took:.1f}"))
    print(table(("documents", "MB", "seconds"), rows))
    return True


def kill(bench: Bench) -> bool:
    """Print how many of the runs that were killed at a random moment ended, resumed, as one that was not."""
    corpus = bench.folder / "kill.jsonl"
    write(corpus, bench.texts[:400])
    with corpus.open("ab") as file:
        file.write(b"".join(line[:1000] + b"\n" for line, _ in GARBAGE))
    dice = random.Random(7)  # noqa: S311  (not for secrets)
    whole = {ending: batch_in(bench.folder / f"whole{ending}", corpus, ending) for ending in ENDINGS}
    took = seconds(lambda: batch_in(bench.folder / "timed", corpus, ENDINGS[0]))
    right = killed = complete = 0
    while killed < KILLS:
        ending = ENDINGS[killed % len(ENDINGS)]
        folder = bench.folder / f"killed{killed}-{complete}"
        folder.mkdir()
        process = subprocess.Popen(command(corpus, folder / f"out{ending}"), stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0, took))
        if process.poll() is not None:  # it was quicker than the one that was timed
            complete += 1
            continue
        process.kill()
        process.wait()
        killed += 1
        right += batch_in(folder, corpus, ending, "--resume") == whole[ending]
    print(f"{right} of {KILLS} the same, files and summary ({', '.join(ENDINGS)} in turn)")
    return right == KILLS


def garbage(bench: Bench) -> bool:
    """Print how many records that are none were told of, by their line and with the right reason, and if all others are there."""
    corpus = bench.folder / "garbage.jsonl"
    wanted: dict[int, str] = {}
    with corpus.open("wb") as file:
        for number in range(1, 1001):
            line, reason = (
                GARBAGE[number // 50 % len(GARBAGE)] if number % 50 == 0 else (row(str(number), _STORY.format(number)), "")
            )
            wanted.update({number: reason} if reason else {})
            file.write(line + b"\n")
    out = bench.folder / "garbage.out.jsonl"
    code = subprocess.run(command(corpus, out), stderr=subprocess.DEVNULL, check=False).returncode
    told = {found["line"]: found["reason"] for found in map(json.loads, out.with_name(f"{out.name}.errors.jsonl").open("rb"))}
    right = sum(reason in told.get(number, "") for number, reason in wanted.items())
    ids = [int(json.loads(line)["id"]) for line in out.open("rb")]
    others = ids == [number for number in range(1, 1001) if number not in wanted]
    print(f"{right} of {len(wanted)} told of by line, {len(told) - right} others; all other rows there: {others}; exit {code}")
    return right == len(wanted) == len(told) and others and code == 1


PARTS: dict[str, Callable[[Bench], bool]] = {"scale": scale, "memory": memory, "kill": kill, "garbage": garbage}


def row(name: str, text: str) -> bytes:
    """Return a line of a corpus."""
    return json.dumps({"id": name, "url": f"https://example.org/{name}", "text": text}, ensure_ascii=False).encode()


def write(path: Path, texts: Iterator[str] | Sequence[str]) -> Path:
    """Write a corpus of the texts, with running ids, and return its path."""
    with path.open("wb") as file:
        file.writelines(row(str(number), text) + b"\n" for number, text in enumerate(texts, 1))
    return path


def command(corpus: Path, out: Path, *options: str) -> list[str]:
    """Return the words of a call of the command."""
    return [sys.executable, "-m", "cleaner", "batch", str(corpus), "-o", str(out), "--checkpoint", "0.3", *options]


def batch(corpus: Path, out: Path, *options: str) -> str:
    """Run the command and return what it tells at the end; that there are errors in the corpus is fine."""
    done = subprocess.run(command(corpus, out, *options), stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stderr


def costs(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that `work` takes, and those of processors, child processes included."""
    before = os.times()
    took = seconds(work)
    return took, sum(os.times()[:4]) - sum(before[:4])


def seconds(work: Callable[[], Any]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def batch_in(folder: Path, corpus: Path, ending: str, *options: str) -> tuple[dict[str, bytes], list[str]]:
    """Run the command with its output in a folder; return all files that are there then, and the summary without the time."""
    folder.mkdir(exist_ok=True)
    summary = batch(corpus, folder / f"out{ending}", *options).splitlines()
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return files, summary[1:-1]


def watched(words: list[str]) -> tuple[float, float, int]:
    """Run a command, and look at it and all processes under it while they run.

    Return the seconds that it takes, the seconds of processors, and the most bytes of memory at a time (RSS, added up).
    """
    start = time.perf_counter()
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    used: dict[int, float] = {}
    most = 0
    while process.poll() is None:
        pids = list(family(process.pid))
        most = max(most, sum(resident(pid) for pid in pids))
        used.update({pid: max(used.get(pid, 0.0), processor(pid)) for pid in pids})
        time.sleep(_TICK)
    return time.perf_counter() - start, sum(used.values()), most


def family(pid: int) -> Iterator[int]:
    """Yield a process and all under it."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))
    except OSError:  # it has ended
        return


def resident(pid: int) -> int:
    """Return the bytes of memory of a process."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def processor(pid: int) -> float:
    """Return the seconds that processors have worked for a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return 0.0
