"""Which edits make the readings of a page right, as far as what was learned can tell?

May import: crossfoot, extractors.kinds, extractors.tokens, extractors.tables, extractors.mending.
"""
