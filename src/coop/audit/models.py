"""The trail's three tables are plain SQL in the first migration; nothing in them ever changes."""
