"""Which words does a picture of a page show?

May import: crossfoot, extractors.pdf, extractors.poses.
"""
