"""Who may enter and sign: users, sign-in, lock-out, sessions, the second factor.

enrol, add_totp: give a person a user and a factor.
sign_in, change_password, sign_out_everywhere: the front door and its keys.
session: what a request's session is worth, and for how long.
challenge: issue and redeem, the authorisation of one order.
present_code: the code of the moment, in a demonstration only.
"""
