"""How many full-time equivalents a week needs, by role: measured on a pooled desk with the team's own forecast."""
