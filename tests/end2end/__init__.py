"""Whole jobs through the installed program."""
