"""From rows of a workbook to facts: what cells mean, and which rows are not sound.

Nothing is guessed. A value that cannot be known is a fault of its row; the row goes back to the
office with the reason, and the sound rows go in.
"""
