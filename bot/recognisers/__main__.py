"""`python -m bot.recognisers FOLDER` trains the model of names into a folder, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.recognisers import person_model

if __name__ == "__main__":
    person_model.train(Path(sys.argv[1]))
