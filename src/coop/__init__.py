"""Cooperativa en Línea: the online bank of a savings-and-credit cooperative."""

__version__ = "0.1.0"
