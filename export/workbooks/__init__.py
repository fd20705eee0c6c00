"""Workbooks as offices send them: reading their tables and giving them back with reasons.

Here cells are read and heads are found; what a value means is the business of `domain.intake`.
"""
