"""Do the figures, tables and editions of a report agree with each other?

May import: crossfoot, normalizers.numbers, normalizers.words, normalizers.catalog,
normalizers.figures, reconcilers.printed, reconcilers.telling.
"""
