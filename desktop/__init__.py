"""Starts and assembles the program: window, command line, wiring; the one room that knows all others."""
