"""Starts and assembles: window, command line, wiring; the one room that knows all others."""
