"""How a cooperative arrives: a documented set of CSV files, validated whole, loaded once."""
