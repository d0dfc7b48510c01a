"""What is settled before a command runs, and what to type next?

May import: crossfoot, normalizers, db, flows.gate, flows.runs, flows.told, flows.words.
"""
