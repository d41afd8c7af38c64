"""The tasks that workers and the clock run: no decisions, each calls a verb."""
