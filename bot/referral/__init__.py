"""Referral and return: the path of a case, the security before departure, the travel plan, and the six messages."""
