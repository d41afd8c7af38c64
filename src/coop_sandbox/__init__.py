"""The world outside, for demonstration and tests: real servers that import nothing of coop."""
