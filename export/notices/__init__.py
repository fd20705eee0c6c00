"""Notices on paper: what a kind of business asks for, and what one case still lacks."""
