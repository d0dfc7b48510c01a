"""How well key figures of prose, cards and infographics are read, against annotated pages."""
