"""The judge of every roster: the team's week, simulated case by case many times over."""
