"""What the cooperative's people do for a member's access, each with a reason and a trace.

None of them sees or sets a password, an answer, a code's seed. Verbs: `register` (a person at the
counter), `hand_over` (an activation code), `assisted` (a recovery), `unlock`, `block`,
`reset_factors` (four eyes), `call` (a telephone call in which both sides prove themselves). Read:
`state`. Whom they serve: `served`; how a code reaches them: `handing`.
"""
