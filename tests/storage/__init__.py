"""The encrypted files, on real databases."""
