"""The files of a hiring plan."""
