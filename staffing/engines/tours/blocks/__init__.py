"""A very large organization in blocks, each of which can be searched anywhere; the answer is the same wherever."""
