"""Laws as a hand would apply them, with dates and moments: the chapters of `tests/rules/oracle.py`."""
