"""How a cooperative arrives: a documented set of CSV files, validated whole, loaded once.

`load.load` reads a folder and loads it, all or nothing; `generate.generate` writes such a folder
for a demonstration or a bench. The format is described in `docs/reference/intake.md`, which a test
holds to `format.py`.
"""
