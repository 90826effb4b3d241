"""The promise and its companions as plain data."""

from __future__ import annotations

from typing import Any

from staffing.plan import Outlook
from staffing.simulate.service import Service


def service_record(outlook: Outlook, service: Service) -> dict[str, Any]:
    """The promise and its companions."""
    day, rate = service.worst_day
    when = outlook.axis.date_of(outlook.axis.history + day)
    return {
        "target": service.target,
        "confidence": service.confidence,
        "met": service.met,
        "rate_mean": service.rate_mean,
        "rate_ci": list(service.rate_ci),
        "rate_p05": service.rate_p05,
        "rate_p95": service.rate_p95,
        "probability_met": service.probability_met,
        "probability_lower": service.probability_lower,
        "worst_day": {"date": when.isoformat(), "rate": rate},
        "oldest_hours": service.oldest_hours,
        "oldest_hours_p95": service.oldest_hours_p95,
        "age_p95_hours": service.age_p95_hours,
        "overtime_minutes": service.overtime_minutes,
        "replications": service.replications,
        "queues": {
            queue.name: {
                "rate_mean": queue.rate_mean,
                "rate_ci": list(queue.rate_ci),
                "probability_met": queue.probability_met,
                "target": queue.target,
            }
            for queue in service.queues
        },
    }
