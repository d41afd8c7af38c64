"""Holidays, cut-offs and service windows: computes dates with their reasons, keeps no state."""
