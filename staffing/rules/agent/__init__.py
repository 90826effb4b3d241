"""Rules that see one agent's line of work, one file each."""
