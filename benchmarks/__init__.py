"""Accuracy and speed on the open corpora, with the peers in the same run."""
