"""Transports that speak one protocol each to strangers."""
