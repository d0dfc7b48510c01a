"""What travels between the stages, and what goes wrong?

May import: nothing of ours.
"""

__version__ = "0.2.0"
