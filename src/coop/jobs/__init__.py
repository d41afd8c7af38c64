"""The tasks that workers and the clock run: no decisions, each calls a verb.

`tasks` are asked for by name, `room.deed`; `clock` runs each minute or hour. Any may run twice.
"""
