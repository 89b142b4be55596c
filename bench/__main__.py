"""`python -m bench`: the commands and their options."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench import batch, calibration, floors, html, memory, profiles, prompts, quality, spark, speed, strictness
from bench.data import MissingDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int], str]

COMMANDS: dict[str, Command] = {
    "quality": (quality.add_arguments, quality.run, "how good the articles are, beside what a pipeline does today"),
    "html": (html.add_arguments, html.run, "how good the articles of HTML pages are, beside other extractors"),
    "profiles": (profiles.add_arguments, profiles.run, "what the profiles of sites add, where there are several pages of one"),
    "speed": (speed.add_arguments, speed.run, "how fast they are made, beside the least that a reader must do"),
    "memory": (memory.add_arguments, memory.run, "how much memory a page of HTML takes at its peak, beside parsing it alone"),
    "calibration": (calibration.add_arguments, calibration.run, "whether Article.quality tells good articles from bad ones"),
    "batch": (batch.add_arguments, batch.run, "what the command for corpora promises: speed, memory, resume, errors"),
    "spark": (spark.add_arguments, spark.run, "how long Spark takes on two cores, beside the command for corpora"),
    "prompts": (prompts.add_arguments, prompts.run, "how much of what sites say goes, in lines of many languages written for it"),
    "strictness": (strictness.add_arguments, strictness.run, "what is caught and what is lost as the labeller asks for more"),
    "floors": (floors.add_arguments, floors.run, "fail if a score on validation sites fell below its floor"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 2 if data are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure cleaner.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (add_arguments, run, purpose) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        command.add_argument("--data", type=Path, default=Path("../shared/data"), help="data folder (default: %(default)s)")
        add_arguments(command)
        command.set_defaults(run=run)
    args = parser.parse_args(arguments)
    try:
        code: int = args.run(args)
    except MissingDataError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
