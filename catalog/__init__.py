"""Which series, measures, decisions and accepted mismatches?

May import: crossfoot.
"""
