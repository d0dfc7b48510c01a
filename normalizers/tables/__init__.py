"""What does a table state: which measure of what is each number?

May import: crossfoot, normalizers.numbers, normalizers.words, normalizers.catalog.
"""
