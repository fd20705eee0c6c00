"""Figures against peers; run by hand, never timed inside a test."""
