"""Work of blocks that goes wrong, for worker processes to import by name."""

from __future__ import annotations

import os
import signal

from staffing.engines.columns.search.blocks import Block, Gain, search_block

FATAL = 4
"""Days of the kind of part by which a block is known that is to go wrong."""


def failing(block: Block) -> Gain:
    """A block that is to go wrong raises."""
    if block.kinds[0].days == FATAL:
        raise ValueError("this block goes wrong")
    return search_block(block)


def killed(block: Block) -> Gain:
    """A block that is to go wrong kills its process."""
    if block.kinds[0].days == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    return search_block(block)


def hopeless(block: Block) -> Gain:
    """Every block goes wrong."""
    raise ValueError("all blocks go wrong")


given: list[Gain] = []
"""What blocks come to, one after the other."""


def as_given(block: Block) -> Gain:
    """What was said before."""
    return given.pop(0)


def stopped(block: Block) -> Gain:
    """Ctrl-C before a block that is to go wrong."""
    if block.kinds[0].days == FATAL:
        raise KeyboardInterrupt
    return search_block(block)
