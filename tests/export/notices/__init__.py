"""Notices on paper, read back."""
