"""Reintegration: what is needed, and the person's plan of goals with somebody responsible, a date, and a review."""
