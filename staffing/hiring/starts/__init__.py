"""Who starts when: the integer program, its solution, and what no start can change any more."""
