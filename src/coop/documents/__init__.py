"""Receipts and letters as PDF, typeset by typst."""
