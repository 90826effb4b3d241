"""Rules that see counts of people only, one file each."""
