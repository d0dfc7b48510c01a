"""What does a table print, seen as numbers that may be added?

May import: crossfoot, normalizers.numbers, normalizers.words.
"""
