"""From a roster that is right on average to one that keeps the promise; its weak spots, and what would help."""
