"""`steadyhand ask "TEXT"`: one answer, no server needed."""

from __future__ import annotations

import argparse

CIRCUMSTANCES = ("child", "man", "interpreter", "cross_border")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("text", help="what you would type, in quotes")
    parser.add_argument("--json", action="store_true", help="the structured answer")
    parser.add_argument(
        "--for", dest="circumstance", choices=CIRCUMSTANCES, help="who it is about, or how you speak with them"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the answer."""
    import asyncio
    import json
    import uuid

    from bot.assembly import opened
    from bot.cli.main import BadInput
    from bot.cli.ready import make_ready
    from bot.settings import Settings
    from knowledge.guidance.plain_text import plain_text

    if not arguments.text.strip():
        raise BadInput('the text is empty: write in quotes what you see, like "he sits alone all day"')
    settings = Settings.from_env()
    make_ready(settings)
    with opened(settings, keep_records=False) as house:
        turn = asyncio.run(house.door.say(uuid.uuid4().hex, arguments.text, arguments.circumstance))
        answer = turn.answers[0]
        told = plain_text(house.desk, answer)
    if arguments.json:
        told = json.dumps({**answer.model_dump(mode="json"), "text": told}, ensure_ascii=False, indent=2)
    print(told)
    if answer.kind in ("refused", "trouble"):
        raise BadInput(answer.lead or answer.kind)
    return 0
