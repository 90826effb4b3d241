"""How many people, whom, and when to open the requisition: the same numbers as the week, over months."""
