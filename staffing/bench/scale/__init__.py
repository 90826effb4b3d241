"""Teams of any size, made from a seed: what a workspace of hundreds or tens of thousands of people gives an engine."""
