"""The pages of members: parse, ask a room, show."""
