"""Passwords: how one is kept, judged when it is chosen, and changed by who knows it."""
