"""What people hold with us; `reach` is the only door to "my account"."""
