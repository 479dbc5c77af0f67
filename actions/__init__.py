"""What Rasa may ask us to do: one file a topic, each action a few lines that ask `knowledge`.

This folder stays flat: rasa-sdk 3.6 cannot load actions from sub-packages whose names exist elsewhere.
"""
