"""What does each table, view and column of the dataset hold, in words for people?

May import: crossfoot.
"""
