"""Saved third parties, confirmed by holder name."""
