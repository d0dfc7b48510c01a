"""normalizers/numbers."""
