"""What does a page of a PDF draw: which words, rules, areas and pictures?

May import: crossfoot.
"""
