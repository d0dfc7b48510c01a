"""normalizers/words."""
