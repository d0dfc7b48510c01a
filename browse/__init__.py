"""How does a person look at the dataset?

May import: crossfoot, extractors.pdf, db.
"""
