"""The parts of a plan's page."""
