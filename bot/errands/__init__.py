"""Errands: what the chat is asked to do in the house, done through the same functions as on the pages."""
