"""`python -m training`: make the labeller's weights from a folder of pages with gold."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.data import MissingDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

OUT = Path(__file__).parent.parent / "cleaner" / "data" / "model"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit what was asked for and save it; exit code 2 when data are missing."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of pages with gold (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights go")
    parser.add_argument("--all-sites", action="store_true", help="learn from validation sites too: nothing can be measured then")
    args = parser.parse_args(arguments)
    try:
        html(args)
    except MissingDataError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def html(args: argparse.Namespace) -> None:
    """Make the weights for HTML."""
    from cleaner.contents import CONTENTS, SECOND_LOOK  # noqa: PLC0415
    from cleaner.pipeline import Pipeline  # noqa: PLC0415
    from training.examples import html_examples  # noqa: PLC0415
    from training.html import HtmlRecipe  # noqa: PLC0415

    started = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)

    before = Pipeline(CONTENTS[: CONTENTS.index(SECOND_LOOK[0])])
    examples = [example for example in html_examples(args.data) if args.all_sites or not example.validation]
    say(f"{len(examples)} pages")
    recipe = HtmlRecipe(examples, before, say).make()
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out / "html.npz", **recipe.arrays())
    say(f"{(args.out / 'html.npz').stat().st_size / 1e6:.2f} MB in {args.out / 'html.npz'}")


if __name__ == "__main__":
    sys.exit(main())
