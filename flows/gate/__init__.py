"""Does the dataset pass: which mismatches has nobody accepted?

May import: crossfoot, normalizers, db, flows.words.
"""
