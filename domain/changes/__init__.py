"""The kinds of business: what a case says and what it does to the facts."""
