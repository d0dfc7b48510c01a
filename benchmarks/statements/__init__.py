"""Invented statements with the relations they print, and reports of a foundry, against the reconciler."""
