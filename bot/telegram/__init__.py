"""Telegram for supervisors: a bell without content, and general questions to the assistant.

Off until a token is configured. Nothing a supervisor types there is kept or logged, and nothing about a person, a case
or the site is sent (docs/telegram.md).
"""
