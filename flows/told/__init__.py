"""What did a run do, as values, and what do people read of it, on a terminal and in Prefect?

May import: crossfoot, normalizers, db, browse, flows.gate, flows.words.
"""
