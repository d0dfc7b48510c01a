"""Which report is a file an edition of, and which reports are one publication?

May import: crossfoot, db.stored.
"""
