"""normalizers/figures."""
