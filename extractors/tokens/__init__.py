"""Which pieces of text stand on which line of a page, and which are marks?

May import: crossfoot, extractors.kinds.
"""
