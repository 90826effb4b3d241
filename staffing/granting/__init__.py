"""What somebody asks for, against a roster: whether it can be granted, what stands against it, and what it costs."""
