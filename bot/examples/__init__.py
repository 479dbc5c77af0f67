"""Looks over the examples the assistant learns from: enough, varied, not contradicting, nothing of the held-out sets.

`gathered` reads them, `counts` holds them against the least numbers, `variety` measures how they are written,
`likeness` finds texts that are nearly the same, `faults` says what must not be. Run by `steadyhand examples check`.
"""
