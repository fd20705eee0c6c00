"""A second reader and writer of the package file, from its text alone, on another library."""
