"""Which numbers does a report highlight, and what are they numbers of?

May import: crossfoot, extractors.charts, extractors.images, normalizers.numbers, normalizers.words.
"""
