"""The front door: a name, a password, a second step, or a passkey straight away."""
