"""Which drawings are charts, and which printed number belongs to which mark?

May import: crossfoot, extractors.kinds, extractors.text.
"""
