"""What is a printed number worth, in which unit?

May import: crossfoot.
"""
