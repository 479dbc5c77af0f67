"""What the assistant makes of a sentence: Rasa graph components, one a file.

Order in `bot/config.yml`: sentence encoder, n-grams, then intents, reactions, situations and topics, which all read the
same features, and last the moves of what trainees say in practice. Nothing here decides what to answer; that is
`actions/` and `knowledge/`.
"""
