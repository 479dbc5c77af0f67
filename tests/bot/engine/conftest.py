from __future__ import annotations

from bot.engine.engine import quiet_rasa

quiet_rasa()  # before any test module here imports Rasa
