"""How numbers and dates are written; Django has no Panama format of its own."""
