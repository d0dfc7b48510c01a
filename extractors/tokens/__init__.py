"""Which pieces of text stand on which line of a page, which are marks, and where are rules?

May import: crossfoot, extractors.kinds.
"""
