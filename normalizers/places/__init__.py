"""normalizers/places."""
