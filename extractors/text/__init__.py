"""What is running text, in which order is it read, and what is a heading, a card, a list?

May import: crossfoot, extractors.kinds.
"""
