"""What if: the base with named differences, forecast, solved and simulated anew, and compared on the same weeks."""
