"""Paper: fonts, lines and tables."""
