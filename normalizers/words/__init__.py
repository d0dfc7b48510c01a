"""Which language is it, and what do its labels, dates and marks say?

May import: crossfoot, normalizers.numbers.
"""
