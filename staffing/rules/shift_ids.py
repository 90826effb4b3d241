"""Shifts by the ids under which rules name them."""

from __future__ import annotations

from staffing.problem import Problem


def ids_of(problem: Problem) -> tuple[str, ...]:
    """[S] id of each shift's template; a template that is worked at two sites has its id twice."""
    names = problem.labour.template_names
    return tuple(names[template] for template in problem.shift_template)
