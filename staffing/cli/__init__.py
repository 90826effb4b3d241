"""The command line: one file per command; what is slow to import is imported inside the commands."""
