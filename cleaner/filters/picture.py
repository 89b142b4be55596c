"""Captions that say themselves what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import picture_credits
from cleaner.document import Block, Document, Label, Mark
from cleaner.labels import candidates
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = pattern(
    r"^(?:이미지 확대보기\s+|(?:image|media|photo|picture|foto|bild)\s?(?:caption|unterschrift)\s*:?\s*|caption\s*:\s*|bildtext\s*:\s*|bildunterschrift\s*:\s*|légende\s*:\s*|pie de foto\s*:\s*)(?=\S)",
    re.IGNORECASE,
)
_OPENING = pattern(
    r"^(?:Pictured (?:\w+, )?(?:from|at|on|is|are|in|right|left|above|here)\b|Pictured:|\(?(?:L-R|From left|Left to right|Clockwise from)\b[:,)]|V\. ?l\.(?: ?n\. ?r\.)?\s?:|[Vv]on links(?: nach rechts)?\s?:|De gauche à droite\b|De izquierda a derecha\b|Da sinistra(?: a destra)?\s?[:,]|Da esquerda para a direita\b|"
    r"(?:V\.l\.n\.r\.|Van links naar rechts)\s?:?|Från vänster(?: till höger)?\s?:|Fra venstre(?: mot høyre| mod højre)?\s?:|Od lewej(?: strony)?\s?:|Zleva\s?:|Слева направо\b|Зліва направо\b|Soldan sağa\s?:|"
    r"Balról jobbra\s?:|Vasemmalta\s?:|De la stânga la dreapta\b|A file (?:photo|image|picture|photograph)|File (?:photo|image|picture|photograph)\b|FILE ?[-–—:] )"
)
_ARCHIVE = pattern(
    r"[(\[](?:file (?:photo|image|picture|pic)|archivbild|archivfoto|archiv|symbolbild|symbolfoto|archieffoto|archiefbeeld|photo d['’]archives?|"
    r"photo d['’]illustration|foto de archivo|imagen de archivo|foto d['’]archivio|foto de arquivo|arkivfoto|arkivbild|arkivbilde|genrebild|zdjęcie ilustracyjne|ilustrační foto)[)\]]",
    re.IGNORECASE,
)
# Who in a picture stands where: "Luc Wirtz (l.) and Ann Lee (right)"; "(R)" is a party's.
_SIDE = pattern(
    r"[(（](?:[lr]\.?|li\.|re\.|v\. ?l\.(?: ?n\. ?r\.)?|t\.[hv]\.|[Ll]inks?|[Rr]echts?|Mitte|[Ll]eft|[Rr]ight|[Cc]ent(?:re|er)|l-r|L-R|[Ff]rom left|[Ll]eft to right|"
    r"izq\.?|dcha\.?|izquierda|derecha|à gauche|à droite|au centre|a sinistra|a destra|à esquerda|à direita|midden|til (?:høyre|venstre)|till (?:höger|vänster)|"
    r"左|右|中央|中)[)）]"
)
# What a match has after its bracket.
_SIDES = (
    "l.",
    "l)",
    "r.",
    "r)",
    "li.",
    "re.",
    "v.l",
    "v. l",
    "t.h.",
    "t.v.",
    "link",
    "rech",
    "mitt",
    "left",
    "righ",
    "cent",
    "l-r)",
    "from",
    "izq",
    "dcha",
    "dere",
    "à ga",
    "à dr",
    "à es",
    "à di",
    "au c",
    "a si",
    "a de",
    "midd",
    "til ",
    "till",
    "左",
    "右",
    "中",
)
# What a match has after its bracket, in small letters.
_ARCHIVE_OPENINGS = frozenset("file arch symb phot foto imag arki genr zdję ilus".split())
_COUNTER = pattern(
    r"^(?:\[\d{1,3}\s?/\s?\d{1,3}\]|(?:bild|foto|photo|image|slide|imagen|immagine|afbeelding)\s+\d{1,3}\s+(?:of|av|af|von|de|di|van|sur)\s+\d{1,3})\s*[:.|]?\s*",
    re.IGNORECASE,
)
# Who took it, at the end of a Japanese caption: "（潟沼義樹撮影）", "＝13日、東京都（共同通信社提供）"; of a Korean one, which says
# what somebody "is doing": "... 연설하고 있다. 연합뉴스", "... 있다. 고영권 기자".
_TAKEN = pattern(
    r"[（(＝=][^（()）。]{1,30}(?:撮影|提供)[)）]?$|있다\. ?(?:연합뉴스|뉴시스|뉴스1|[가-힣]{2,4} (?:선임|인턴|사진)?기자|[가-힣A-Z]{2,12} ?제공)$"
)
_TAKERS = ("撮影", "提供", "기자", "뉴스", "뉴시스", "뉴스1", "제공")
_TAKEN_LETTERS = "撮供자뉴제"  # one of which each has: a letter is asked at a twentieth of what a word costs
_COPYRIGHT_LABEL = pattern(r"^Image copyright\s*(?=\S)|^Image source,?\s*(?=\S)")
LONGEST = 45  # words
_WORDS = frozenset(
    "image media photo picture pictured foto bild bildunterschrift bildtext caption légende pie a file from l left clockwise slide imagen immagine afbeelding "
    "v von de da van från fra od zleva слева зліва soldan balról vasemmalta".split()
)
_WORDS |= frozenset(map(str, range(100)))


def picture(doc: Document) -> Iterator[Mark]:
    """Captions by their own words ("Pictured right, ...", "FILE - ...", "Image caption ..."), picture counters ("[1/5]")."""
    yield from _archived(doc)
    yield from _placed(doc)
    yield from _taken(doc)
    for block in candidates(doc, _WORDS):
        if block.words > LONGEST:
            continue
        text = block.text
        counter = _COUNTER.match(text)
        if counter:
            yield from _counted(block, counter.end())
        elif found := _COPYRIGHT_LABEL.match(text):
            above = doc.blocks[block.index - 1] if block.index else block
            if above.end == block.start and above.words <= LONGEST:  # the label was glued to what it belongs to
                yield from above.marks(Label.CAPTION, "stands right before “Image copyright”")
            yield from block.marks(Label.BOILERPLATE, "a picture's label", 0, found.end())
            yield from block.marks(Label.CREDIT, "what follows “Image copyright”", found.end())
        elif found := _LABEL.match(text):
            yield from block.marks(Label.BOILERPLATE, "a caption's label", 0, found.end())
            yield from block.marks(Label.CAPTION, "what follows a caption's label", found.end())
        elif _OPENING.match(text):
            yield from block.marks(Label.CAPTION, "opens as captions do")


def _archived(doc: Document) -> Iterator[Mark]:
    """Yield the captions that say that the picture is an old one, or stands for others ("(file photo)", "(Symbolbild)")."""
    if not _ARCHIVE_OPENINGS.isdisjoint(doc.bracketed):
        for block in doc.open:
            if block.words <= LONGEST and _ARCHIVE.search(block.text):
                yield from block.marks(Label.CAPTION, "says that the picture is from the archive")


def _placed(doc: Document) -> Iterator[Mark]:
    """Yield, in text, the captions that say who stands where ("Luc Wirtz (l.) with Ann Lee")."""
    if not doc.elements and any(opening.startswith(_SIDES) for opening in doc.bracketed):
        for block in doc.open:
            if (
                ("(" in block.text or "（" in block.text)
                and block.words <= LONGEST
                and _SIDE.search(block.text)
                and picture_credits.find(block.text) is None
            ):  # `credit` cuts
                yield from block.marks(Label.CAPTION, "says who in a picture stands where")


def _taken(doc: Document) -> Iterator[Mark]:
    """Yield the captions that end with who took the picture, as Japanese and Korean papers write it."""
    if any(letter in doc.text for letter in _TAKEN_LETTERS):
        for block in doc.open:
            if block.words <= LONGEST and block.text.rstrip("）)").endswith(_TAKERS) and _TAKEN.search(block.text):
                yield from block.marks(Label.CAPTION, "ends with who took the picture")


def _counted(block: Block, end: int) -> Iterator[Mark]:
    """Yield the marks of a block that opens with a picture counter."""
    if end >= len(block.text):
        yield from block.marks(Label.BOILERPLATE, "a picture counter")
    elif block.text[0] == "[":
        yield from block.marks(Label.BOILERPLATE, "a picture counter", 0, end)
        yield from block.marks(Label.CAPTION, "what follows a picture counter", end)
