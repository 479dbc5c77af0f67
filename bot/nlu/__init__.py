"""What the assistant makes of a sentence: Rasa graph components, one a file.

Order in `bot/config.yml`: sentence encoder, n-grams, then intents, reactions, situations and topics, which all read the
same features. Nothing here decides what to answer; that is `actions/` and `knowledge/`.
"""
