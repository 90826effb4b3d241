"""The direct engine: CP-SAT over agent x day x shift, for any rule; a large or skilled team starts from its counts."""

from __future__ import annotations

from staffing.engines.direct.solve import solve
from staffing.engines.limits import Limits, Progress

__all__ = ["Limits", "Progress", "solve"]
