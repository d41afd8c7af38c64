"""Who may enter and sign: users, sign-in, lock-out, sessions, the second factor.

A large room with rooms inside, stacked (the contract in `pyproject.toml`):
`door` is how one comes in, `errands` what one does without coming in (enrolment, activation,
recovery), `desk` what the cooperative's people do for a member, `staff` these people themselves.
`personal` is settled at the first access, `proofs` open an order (`challenge`: issue, redeem), a
sensitive page, a step at the door. They stand on `passwords`, `passkeys`, `tokens`, `codes` and
`sessions`. `factors` says what a user has; `guard` counts failures; `notice` tells the owner;
`forget` is a job. Reads: `queries`.
"""
