"""What is the row of a value, and the value of a row?

May import: crossfoot, normalizers.figures.
"""
