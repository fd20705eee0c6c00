"""Breaks the program in every way a machine can: kills, faults of the disk, power cuts, damage."""
