"""What is plainly wrong with a reading, before it is weighed and after the search?

May import: crossfoot, extractors.kinds, extractors.tokens, extractors.tables.
"""
