"""What screen readers are told in the middle of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Reuters, "said on Monday, opens new tab."; BR, "(öffnet in einem neuen Fenster)". English only with its comma or brackets.
_NEW_TAB = pattern(
    r",? ?\((?:external link, )?opens? (?:an? external (?:web)?site )?(?:in|a) ?(?:a )?new (?:tab|window)[^()\n]{0,30}\)"
    r"|, opens (?:in )?(?:a )?new (?:tab|window)"
    r"| ?\((?:externer Link, )?öffnet in (?:einem )?neue[mn] (?:Fenster|Tab)\)"
    r"| ?\((?:s['’]ouvre|ouverture) dans une? (?:nouvelle fenêtre|nouvel onglet)\)"
    r"| ?\((?:se )?abre en (?:una )?(?:nueva )?(?:ventana|pestaña)(?: nueva)?\)"
    r"| ?\((?:si )?apre (?:in )?una nuova (?:finestra|scheda)\)"
    r"| ?\(abre (?:em|numa) (?:uma )?nova (?:janela|aba)\)"
    r"| ?\(opent in (?:een )?nieuw (?:venster|tabblad)\)"
    r"| ?\((?:öppnas i nytt fönster|åbner i (?:et )?nyt vindue|åpnes i nytt vindu)\)"
    r"|[（(](?:新しい(?:ウィンドウ|タブ)で開(?:く|きます)|外部リンク)[）)]",
    re.IGNORECASE,
)
# What a match opens with, in small letters: looking for it first costs a hundredth of the pattern.
_OPENINGS = frozenset("open|exte|öffn|s'ou|s’ou|ouve|se a|abre|si a|apre|öppn|åbne|åpne|新しいウ|新しいタ|外部リン".split("|"))
_UNBRACKETED = ", opens "


def accessibility(doc: Document) -> Iterator[Mark]:
    """Hints for screen readers inside sentences: ", opens new tab", "(öffnet in einem neuen Fenster)"."""
    if _OPENINGS.isdisjoint(doc.bracketed) and _UNBRACKETED not in doc.folded:
        return
    for found in _NEW_TAB.finditer(doc.text):
        yield Mark(*found.span(), Label.BOILERPLATE, "says what a link does, inside a sentence")
