"""Figures: each a ratio within one run, never an absolute promise."""
