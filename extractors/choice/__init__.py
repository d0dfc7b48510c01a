"""Which of several readings of one place is the best?

May import: crossfoot, extractors.pdf, extractors.kinds, extractors.text, extractors.charts,
extractors.poses, extractors.tokens, extractors.tables, extractors.mending, extractors.weighing.
"""
