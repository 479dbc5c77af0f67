"""Measures understanding on sets the assistant has not learnt from, and says it so that people can read it.

`sets` reads the held-out sentences, `measures` computes the figures, `report` writes them down. Run by
`steadyhand evaluate`; the floors that continuous integration holds are in `tests/understanding/floors.yml`.
"""
