"""Rasa, embedded: the assistant runs in this process on a thread of its own, and opens no port.

Only `bot.conversation` and the command line speak to it.
"""
