"""The double-entry books: one SQL door, holds, reversals, business day, proofs, seals."""
