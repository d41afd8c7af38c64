"""Money between accounts of the cooperative: own and to third parties."""
