"""A second reader and writer of the package file, from the specification alone, on another library."""
