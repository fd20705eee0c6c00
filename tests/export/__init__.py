"""Workbooks, pages and packages, read back by other libraries."""
