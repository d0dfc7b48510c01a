"""What does each command do with what was typed?

May import: crossfoot, extractors, normalizers, reconcilers, db, browse, flows.gate, flows.runs,
flows.told, flows.words, flows.start.
"""
