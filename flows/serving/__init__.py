"""How are reports read as they arrive, while nobody sits in front of it?

May import: crossfoot, flows.runs, flows.words, flows.cli.
"""
