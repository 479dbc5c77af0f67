"""Practice: a resident who reacts to what a trainee says. Pure: the same replies and seed give the same talk."""
