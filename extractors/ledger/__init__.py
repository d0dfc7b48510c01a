"""Which numbers does a page print, and in which cell, chart, note or page furniture is each?

May import: crossfoot, extractors.charts, extractors.poses.
"""
