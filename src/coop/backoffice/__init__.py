"""The pages of the cooperative's own people, under /personal: parse, ask a room, show.

Nobody but signed-in staff learns that a page is there (`middleware`); each page names the roles
that may open it (`door.staff_only`). What needs four eyes is run through `ports`.
"""
