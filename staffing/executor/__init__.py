"""Many independent tasks, one at a time, on the cores of this machine or on a cluster: one seam for all of them.

    serial             one after the other, in this process
    local:N            N processes of this machine; a worker that dies costs its task one retry, not the pool
    tcp://HOST:PORT    the workers of a dask.distributed scheduler (the `cluster` extra)

A task is plain data (numbers, text, arrays, dataclasses of them) that holds its own seed; the function that works it
stands at the top of a module and returns plain data. So results are the same wherever and in whatever order tasks run.
A scheduler and its workers run whatever they are sent, and trust whoever reaches their port: use one of your own, on a
network of your own. `import staffing.executor` loads neither multiprocessing nor dask.
"""

from __future__ import annotations

from staffing.executor.outcome import Outcome, reporter
from staffing.executor.run import Executor, Serial, TasksInterrupted, open_executor, run_tasks
from staffing.executor.spec import Spec, on_all_cores, read_spec

__all__ = [
    "Executor",
    "Outcome",
    "Serial",
    "Spec",
    "TasksInterrupted",
    "on_all_cores",
    "open_executor",
    "read_spec",
    "reporter",
    "run_tasks",
]
