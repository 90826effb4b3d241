"""The direct engine: CP-SAT over agent x day x shift. For about 40 agents and any rule."""

from __future__ import annotations

from staffing.engines.direct.solve import Limits, Progress, priced, solve

__all__ = ["Limits", "Progress", "priced", "solve"]
