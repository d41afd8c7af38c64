"""Who may enter and sign: users, sign-in, lock-out, sessions, the second factor.

The front door: `sign_in.check_password`, then `second_step.enter` (`first_access.enter_first` for
who has no factor yet); `half` keeps what lies between. Verbs: `enrol`, `totp.add_totp`,
`change_password`, `sign_out.sign_out_everywhere`, `tell_locked_out`, `forget`. A request's
session: `session` (begin, state, touch, end). The authorization of one order: `challenge` (issue,
redeem). The soft token: `token_pairing` (begin, join, finish) and `token` (question, take,
sign-in, revoke). Who is not signed in: `enrolment`, `activation`, `recovery`, `assisted`, errands
(`errand`) that only the job `look` looks into, with `contact_code` and `one_time_code`.
`totp.present_code`: the code of the moment, in a demonstration only. Reads: `queries`.
"""
