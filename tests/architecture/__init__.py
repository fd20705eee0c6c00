"""The house itself: direction, sizes, words, fonts."""
