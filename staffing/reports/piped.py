"""Output that is piped: its width, and lines that end where their text ends."""

from __future__ import annotations

import os
import re
from typing import TextIO

WIDTH = 100


def piped_width() -> int:
    """COLUMNS where it is set to a number, else 100."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) else WIDTH


class Trimmed:
    """A stream without spaces at line ends, which rich fills tables up with."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = stream.encoding

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Write text, which rich gives line by whole line."""
        return self._stream.write(re.sub(r" +\n", "\n", text))

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()
