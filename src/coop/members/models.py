"""Tables and constraints, private to this room."""
