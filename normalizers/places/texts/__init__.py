"""Which places do the texts of a report name?

May import: crossfoot.
"""
