"""Sites that tests make up: pages with a menu, a box inside the story and a footer, around stories that are all different."""

from __future__ import annotations

import random

MENU = ("Harbour Herald", "Home", "World", "Sport", "Culture", "Log in", "Search the archive")
BOX = ("Our letter", "What the harbour talks about, every morning", "Put me on the list")
FOOTER = (
    "More from the harbour",
    "Fishing",
    "Weather on the coast",
    "The Harbour Herald is printed in Kittery and has been read in every house between the two lighthouses since it was founded.",
    "Imprint",
    "Where to buy the paper",
)
_WHO = "captain harbourmaster carpenter baker teacher sailor mayor widow painter clerk".split()
_DID = "sold moved painted counted repaired promised borrowed measured forgot described".split()
_WHAT = "boats ropes lamps windows fences barrels clocks letters bridges songs".split()
_WHY = "winter money family rain luck pride taxes weather music silence".split()


def paragraph(seed: object) -> str:
    """Return a sentence of prose; another seed gives another sentence."""
    dice = random.Random(str(seed))  # noqa: S311  (no secret)
    who, did, what, why, whom = (dice.choice(words) for words in (_WHO, _DID, _WHAT, _WHY, _WHO))
    number = dice.choice("two three four five six seven eight nine ten eleven twelve".split())
    return (
        f"The {who} of {dice.choice(_WHAT)} street {did} {number} {what} because of {why}, and the {whom} who lives by the "
        f"{dice.choice(_WHAT)} says that {dice.choice(_WHY)} and {dice.choice(_WHAT)} had more to do with it than {dice.choice(_WHY)}."
    )


def story(seed: object, paragraphs: int = 6) -> list[str]:
    """Return the paragraphs of a story of its own."""
    return [paragraph((seed, i)) for i in range(paragraphs)]


def page(seed: object, body: list[str] | None = None, *, menu: bool = True, footer: bool = True, box: bool = False) -> str:
    """Return a page: frame, headline, date and the story; `body` instead of a story of its own."""
    body = story(seed) if body is None else body
    if box:
        body = [*body[:3], *BOX, *body[3:]]
    headline = f"What {seed} tells us of {random.Random(str(seed)).choice(_WHAT)}"  # noqa: S311  (no secret)
    parts = (*(MENU if menu else ()), headline, "3 May 2024, 11:58", *body, *(FOOTER if footer else ()))
    return "\n".join(parts)
