"""Reviews of the risk of being trafficked again: at exit and at each follow-up, in words, with what has changed."""
