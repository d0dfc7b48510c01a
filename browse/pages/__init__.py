"""The pages that a reader meets first: home, search, cities, measures, mismatches, comparisons."""
