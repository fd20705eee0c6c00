"""The package container: offices that are honest, and one sender who can lie."""
