"""Lists as workbooks, read back by two other libraries."""
