"""In which language does a person read, and what do we say in it?

May import: crossfoot.
"""
