"""What one agent's line of work may be, as a network, and the cheapest way through it."""
