"""Joins the house: each room's ports to what fills them, and order kinds to orders."""


def wire() -> None:
    """Fill every port from the environment and the profile; called once, at boot."""
