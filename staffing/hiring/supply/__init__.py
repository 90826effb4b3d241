"""Who is there in the weeks ahead: attrition, leave, careers of new people, openings under way, and the bands."""
