"""Typed settings, the institution's profile, urls, and the wiring of ports to what fills them."""
