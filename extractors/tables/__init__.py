"""Where on a page are tables, and what are their rows, columns and headers?

May import: crossfoot, extractors.kinds, extractors.tokens.
"""
