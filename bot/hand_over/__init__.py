"""The shift hand-over: what is open, due, and what helped, case code by case code, on one page for the next shift.

A brief is kept as it was handed over. What it says of a case is sealed with that case's key and goes with it.
"""
