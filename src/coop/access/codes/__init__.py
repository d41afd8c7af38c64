"""Codes that people type: from a generator, a mail, a paper of staff, a list of their own."""
