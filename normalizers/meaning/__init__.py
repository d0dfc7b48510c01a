"""What is a table about: which things, measures, periods and categories are its rows and columns?

May import: crossfoot, normalizers.numbers, normalizers.words, normalizers.catalog,
normalizers.tables, normalizers.places.
"""
