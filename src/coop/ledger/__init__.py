"""The double-entry books: one SQL door, holds, reversals, the business-day row, proofs and seals."""
