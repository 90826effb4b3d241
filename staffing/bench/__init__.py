"""Public benchmarks: readers of their formats, and judges of the answers that share nothing with the engines."""
