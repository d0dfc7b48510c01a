"""Does it add up? Relations, verdicts and suspects over printed numbers. Repairs nothing."""
