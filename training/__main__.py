"""`python -m training`: make the labeller's weights from a folder of pages with gold, and those of wording.

HTML comes first, captions with it, and text after: what a text without gold is taught is the article that the installed
labeller of HTML reads on its page. That is the one in `cleaner/data/model`: what this very run has just made, unless `--out`
says that it goes elsewhere, or only `text` is asked for. HTML's pages are painted with the captions that were installed before.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.data import MissingDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.examples import Example

KINDS = ("html", "text", "wording")
OUT = Path(__file__).parent.parent / "cleaner" / "data" / "model"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit what was asked for and save it; exit code 2 when data are missing."""
    parser = argparse.ArgumentParser(prog="python -m training", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("kind", nargs="*", metavar="KIND", help="html, text, wording (default: all)")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of pages with gold (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights go")
    parser.add_argument("--all-sites", action="store_true", help="learn from validation sites too: nothing can be measured then")
    args = parser.parse_args(arguments)
    unknown = set(args.kind) - set(KINDS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}: {', '.join(KINDS)}")
    try:
        for kind in args.kind or KINDS:
            (make_wording if kind == "wording" else make)(kind, args)
    except MissingDataError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def make(kind: str, args: argparse.Namespace) -> None:
    """Make the weights of one kind, and those of captions with HTML's."""
    from cleaner.contents import CONTENTS, SECOND_LOOK  # noqa: PLC0415  (--help needs none of this)
    from cleaner.pipeline import Pipeline  # noqa: PLC0415
    from training import captions, examples, html, teacher, text  # noqa: PLC0415

    started = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {kind}: {what}", flush=True)

    before = Pipeline(CONTENTS[: CONTENTS.index(SECOND_LOOK[0])])
    read, recipe = {"html": (examples.html_examples, html.HtmlRecipe), "text": (teacher.text_examples, text.TextRecipe)}[kind]
    pages = [page for page in read(args.data) if args.all_sites or not page.validation]
    say(f"{len(pages)} pages")
    made = recipe(pages, before, say).make()
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out / f"{kind}.npz", **made.arrays())
    say(f"{(args.out / f'{kind}.npz').stat().st_size / 1e6:.2f} MB in {args.out / f'{kind}.npz'}")
    if kind == "html":
        scores = args.out / "scores.npz"
        np.savez_compressed(scores, **{page.id: by_index(page, made.first_scores[page.id]["body"]) for page in pages})
        captions.main(["--data", str(args.data), "--out", str(args.out / "captions.npz"), "--scores", str(scores)])
        scores.unlink()


def make_wording(kind: str, args: argparse.Namespace) -> None:
    """Make the weights of wording: from lines, not from pages."""
    from training import wording  # noqa: PLC0415  (--help needs none of this)

    args.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out / f"{kind}.npz", **wording.make(args.data, all_sites=args.all_sites))
    print(f"{kind}: {(args.out / f'{kind}.npz').stat().st_size / 1e6:.2f} MB in {args.out / f'{kind}.npz'}")


def by_index(page: Example, scores: NDArray[Any]) -> NDArray[Any]:
    """Return one score a block of the document: those of its visible blocks, none for those of its head before them."""
    return np.concatenate([np.zeros(page.doc.blocks[0].index, scores.dtype), scores])


if __name__ == "__main__":
    sys.exit(main())
