"""What runs in a process of `local:N`: one task after the other, from its pipe and back."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from staffing.executor.outcome import Reply, carry_out, failure

READY, TOLD, REPLY = "ready", "told", "reply"
"""Heads of the messages to the parent: worker has started, (what, share) of its task, reply to its task."""


def serve(pipe: Connection[Any, Any]) -> None:
    """Work tasks until the pipe ends; the process ends with its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    threading.Thread(target=_end_with_parent, daemon=True).start()
    one_at_a_time = threading.Lock()

    def send(head: str, body: object) -> None:
        with one_at_a_time:
            pipe.send((head, body))

    send(READY, None)
    while True:
        try:
            function, task, listened = pipe.recv()
        except (EOFError, OSError):
            return
        except Exception as error:  # what was sent cannot be read here: a module that cannot be imported
            send(REPLY, failure(error))
            continue
        reply = carry_out(function, task, (lambda *told: send(TOLD, told)) if listened else None)
        del task
        _answer(send, reply)


def _answer(send: Any, reply: Reply) -> None:
    try:
        send(REPLY, reply)
    except OSError:  # the parent is gone
        return
    except Exception as error:  # a value that is no plain data; nothing of it was sent
        send(REPLY, failure(error))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
