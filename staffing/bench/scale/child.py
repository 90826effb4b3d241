"""What runs in the process of one size: its task from the command line, lines of JSON to its parent.

{"told": [phase, price or null, bound, share]}    as the search goes on
{"row": {...}}                                    at the end
{"failed": message, "input": true or false}       instead, where a part outside failed or an input is wrong
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any


def main() -> int:
    """Solve the size; the process ends with its parent, however that ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from staffing.bench.scale.measure import Task, measured
    from staffing.errors import InputError, StaffingError

    def tell(*told: Any) -> None:
        _say({"told": told})

    try:
        row = measured(Task(**json.loads(sys.argv[1])), tell)
    except StaffingError as error:
        _say({"failed": str(error), "input": isinstance(error, InputError)})
        return 1
    _say({"row": row})
    return 0


def _say(document: dict[str, Any]) -> None:
    print(json.dumps(document), flush=True)


def _end_with_parent() -> None:
    """The parent holds the other end of standard input and writes nothing: what ends there is the parent.

    Read without a buffer: its lock would be held when the interpreter shuts down.
    """
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
