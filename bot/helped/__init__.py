"""What helped: “it helped”, “a bit” or “no”, said about an answer, at once or later, with a case code or without.

Nothing is counted for a person. The marks show the next shift what helped, and in sum where the content fails.
"""
