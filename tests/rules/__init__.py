"""Which rules of the standards and which reports of users elsewhere are answered by which tests."""
