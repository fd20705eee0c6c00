"""The business rules, on values alone."""
