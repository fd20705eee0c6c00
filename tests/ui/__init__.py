"""The pages of the window, offscreen."""
