"""The handbook as PDF, read back by two other libraries."""
