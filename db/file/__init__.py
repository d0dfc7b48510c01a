"""How is a dataset opened, and which tables and views does it have?

May import: crossfoot, db.identity, db.now.
"""
