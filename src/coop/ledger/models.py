"""The tables stand in `migrations/` and only the functions of `sql/` write them: no models."""
