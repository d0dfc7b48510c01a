"""Which tables go on over pages, and which text around them is theirs?

May import: crossfoot, extractors.kinds, extractors.tokens, extractors.tables, extractors.choice.
"""
