"""The soft token: a phone that shares a key with us and answers an order's own facts."""
