"""Passkeys: a question to a device and its one answer, judged by fido2; rows, names, end."""
