"""Receipts and letters as PDF, typeset by typst.

`receipt.receipt_pdf(receipt, *, language)` turns a `receipt.Receipt` into bytes: tagged (PDF/UA-1),
the same bytes for the same facts, no network, no system font.
"""
