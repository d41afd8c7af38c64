"""Who may enter and sign: users, sign-in, lock-out, sessions, the second factor."""
