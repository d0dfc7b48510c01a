"""normalizers/tables."""
