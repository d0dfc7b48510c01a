"""Which place does a printed name mean?

May import: crossfoot.
"""
