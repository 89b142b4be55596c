"""What class words say of captions, in any template: a caption's, a credit's, a picture's, something else's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_CAPTION = re.compile(
    r"caption|legend|unterschrift|bildtext|bildetekst|billedtekst|kuvateksti|onderschrift|bijschrift|didascali|cutline|figcap|epigraf|podpis|popisek|altyaz"
    r"|pie-?(?:de-?)?(?:foto|imagen)|infotext"
    r"|(?:image|img|photo|foto|picture|bild|media|figure|pic|thumb|gallery|slide)s?[-_]*"
    r"(?:text|txt|tekst|texto|desc\w*|beschreibung|info|title|titel|meta|pie|sub\w*)(?![a-z])"
)  # in small letters: to ask for either costs five times as much
_PICTURE = frozenset(
    "image images img photo photos foto picture pictures bild media figure fig thumb thumbnail gallery galerie galeria slide slideshow video embed "
    "lightbox carousel wp".split()
)
_ELSE = frozenset(
    "related teaser teasers promo recommend recommended recommendation recommendations newsletter sidebar trending outbrain taboola avatar author authors "
    "consent byline card cards breadcrumb breadcrumbs share social comment comments nav navigation menu footer banner ad ads advert advertisement widget "
    "popular subscribe login more next latest quote pullquote product profile bio headline headlines list feed toolbar".split()
)
_CREDIT = frozenset(
    "credit credits copyright source src quelle quellen photographer photograph fotograf fotografo photographe urheber agency rights author byline "
    "fuente fonte autor auteur attribution courtesy owner holder agence".split()
)
_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


class Signs(NamedTuple):
    """What the class words of an element say of it: a caption's, a credit's, a picture's, something else's."""

    caption: bool
    credit: bool
    picture: bool
    other: bool


@lru_cache(maxsize=20_000)
def signs(names: str) -> Signs:
    """Return what an element's class, id and role say.

    >>> signs("ImageEmbed_caption-title__FSINC")
    Signs(caption=True, credit=False, picture=True, other=False)
    """
    words = {word.lower() for word in _NAME_WORD.findall(names)}
    return Signs(
        _CAPTION.search(names.lower()) is not None,
        not words.isdisjoint(_CREDIT),
        not words.isdisjoint(_PICTURE),
        not words.isdisjoint(_ELSE),
    )
