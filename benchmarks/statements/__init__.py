"""Invented statements with the relations they print, and tables of a foundry's reports."""
