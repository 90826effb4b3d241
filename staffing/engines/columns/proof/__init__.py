"""Branch and price: the gap between roster and bound is closed."""
