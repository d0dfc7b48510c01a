"""How is a report, or a folder of them, brought into the dataset?

May import: crossfoot, extractors, normalizers, reconcilers, db, flows.gate, flows.told,
flows.words.
"""
