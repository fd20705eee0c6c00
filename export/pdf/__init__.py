"""Paper: fonts that have every character, and tables drawn straight on the canvas."""
