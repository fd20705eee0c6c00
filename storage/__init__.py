"""The encrypted register, accounts and keys, audit and backup; the only room with SQL."""
