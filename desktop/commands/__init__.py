"""The commands of the command line: arguments in, one answer out; the acts do the work."""
