"""Stand-ins for the ports; each passes the tests that the real adapter passes."""
