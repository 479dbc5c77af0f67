"""Matters of a case: a return, a letter, a plan, a review. Each is sealed with the key of its case and goes with it."""
