"""Judgement without a database: what answers mean, how much care a return needs, what is wrong with a travel plan.

Nothing here gives a number about a person, and nothing adds answers up.
"""
