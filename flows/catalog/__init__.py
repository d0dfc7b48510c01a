"""What do people write into the catalog, and how is it drafted, checked and put there for them?

May import: crossfoot, normalizers, db, flows.gate, flows.runs, flows.told, flows.words,
flows.cli.
"""
