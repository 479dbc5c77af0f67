"""From what was understood to an answer. Pure functions: nothing here knows of Rasa, the web or who asks.

`reactions` answers a described behaviour and what follows from it, `situations` what is urgent, `reference` principles,
checklists and subjects, `service` everything about the service itself.
"""
