"""The command line: one file a command, each with `add_arguments` and `run`.

Heavy imports stand inside `run`, so that `steadyhand --help` is there at once.
"""
