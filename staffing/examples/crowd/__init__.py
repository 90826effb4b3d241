"""Any number of people, drawn at random: who they are, when they are away, what they wish, what they worked."""
