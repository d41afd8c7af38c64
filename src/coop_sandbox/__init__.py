"""The world outside, for the demonstration and the tests: real servers that import nothing of coop."""
