"""Read what is printed: pages, tables, blocks of text, charts and images.

Knows no cities, totals or databases.
"""
