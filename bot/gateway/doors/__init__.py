"""Who may pass which door: one module a part of the house, one line a route."""
