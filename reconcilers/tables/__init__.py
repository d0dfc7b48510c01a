"""Do the totals of a table hold, and if not, which cell is to blame?

May import: crossfoot, normalizers.numbers, normalizers.words, reconcilers.printed,
reconcilers.equations, reconcilers.telling.
"""
