"""Frozen steps of the two schemas, and the runner that applies them."""
