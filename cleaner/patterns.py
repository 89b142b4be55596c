"""Regular expressions that are compiled when they are first used.

There are more than a hundred: to compile them would be half of what `import cleaner` takes, and hardly a page needs them all.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled at its first use: then the methods are the pattern's own, as fast as ever.

    >>> pattern("[ab]+").findall("abc b")
    ['ab', 'b']
    """
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever a pattern has)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
