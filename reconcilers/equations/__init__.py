"""Which printed numbers are sums of which others?

May import: crossfoot, normalizers.words, reconcilers.printed.
"""
