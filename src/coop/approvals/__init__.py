"""Four eyes: what one of the staff asks for, another decides, and the act uses up.

Actors and subjects are opaque ids here. Verbs: `ask`, `decide`, `withdraw`, and `consume`, which
the act itself calls in its own transaction. Why each of them does it: `reason`. Reads: `queries`.
Whoever asked, and whoever it is done to, neither decides nor does it. What exactly was asked is a
digest (`rules.digest_of`): an approval serves that act and no other.
"""
