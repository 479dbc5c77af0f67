"""`steadyhand roleplay list|play`: the residents to practise with, and a talk with one of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.kinds import Scenario
    from knowledge.roleplay.feedback import Coach
    from knowledge.roleplay.play import Play, Recogniser, Reply
    from knowledge.roleplay.position import Position, Trace
    from knowledge.roleplay.stage import Stage

_HELP = "Your words, or: /back [N] go back, /stop or the pause word to stop, an empty line for a silence."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="list|play", required=True)
    listing = steps.add_parser("list", help="every resident: level, reactions, what comes up")
    listing.add_argument("--json", action="store_true", help="as JSON")
    play = steps.add_parser("play", help="talk with a resident, or play a script")
    play.add_argument("scenario", help="a resident of the list")
    given = play.add_mutually_exclusive_group()
    given.add_argument("--script", type=Path, help="a file with one reply a line; `[reflection] …` names the moves")
    given.add_argument("--example", choices=("good", "poor"), help="the resident's own worked example")
    play.add_argument("--json", action="store_true", help="the whole talk with feedback and report as JSON")
    play.add_argument("--seed", type=int, default=1, help="another seed gives other lines (default: 1)")
    play.add_argument(
        "--level", type=int, choices=(1, 2, 3), help="1 is easier, 3 harder (default: the resident's own)"
    )
    play.add_argument(
        "--feedback", choices=("each", "end"), default="each", help="when feedback is shown (default: each)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step."""
    return {"list": _list, "play": _play}[arguments.step](arguments)


def _list(arguments: argparse.Namespace) -> int:
    from knowledge.kinds import Scenario
    from knowledge.reading import read_library

    scenarios = sorted(read_library().all(Scenario), key=lambda one: (one.level, one.id))
    if arguments.json:
        print(json.dumps([_listed(one) for one in scenarios], ensure_ascii=False, indent=2))
        return 0
    for one in scenarios:
        print(f"{one.id:16s} level {one.level}  {one.title}  ({', '.join(one.reactions)}; {one.resident.style})")
        print(f"{'':16s} {one.content_note}")
    return 0


def _listed(scenario: Scenario) -> dict[str, object]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "plain": scenario.plain,
        "level": scenario.level,
        "reactions": list(scenario.reactions),
        "resident": scenario.resident.model_dump(),
        "content_note": scenario.content_note,
        "goal": scenario.goal.text,
    }


def _play(arguments: argparse.Namespace) -> int:
    from bot.assembly import open_desk
    from bot.cli.main import BadInput
    from bot.settings import Settings
    from knowledge.kinds import Move, Scenario
    from knowledge.roleplay.feedback import Coach
    from knowledge.roleplay.play import Play
    from knowledge.roleplay.stage import Stage
    from knowledge.store import UnknownItem

    settings = Settings.from_env()
    store = open_desk(settings).store
    try:
        scenario = store.get(Scenario, arguments.scenario)
    except UnknownItem:
        known = ", ".join(one.id for one in store.all(Scenario))
        raise BadInput(f"there is no resident `{arguments.scenario}`: choose one of {known}") from None
    stage, coach = Stage(scenario, store.all(Move)), Coach(store, scenario)
    play = Play(scenario.id, arguments.seed, arguments.level or scenario.level)
    replies = _given(arguments, stage)
    if replies is None:
        with _recogniser(settings) as recognise:
            return talk(stage, coach, play, recognise, sys.stdin, arguments.feedback == "each", arguments.json)
    if any(reply.text.strip() and not reply.moves for reply in replies):
        with _recogniser(settings) as recognise:
            replies = [_recognised(reply, recognise) for reply in replies]
    for reply in replies:
        play = play.then(reply)
    return _show(stage, coach, play, arguments)


def _given(arguments: argparse.Namespace, stage: Stage) -> list[Reply] | None:
    """The replies of the script or example; None to ask for them one by one. Raises BadInput."""
    from bot.cli.main import BadInput
    from knowledge.roleplay.scripts import UnreadableScript, read_script
    from knowledge.roleplay.walking import example_play

    if arguments.example:
        return list(example_play(stage.scenario, arguments.example).replies)
    if not arguments.script:
        return None
    try:
        return read_script(arguments.script.read_text(encoding="utf-8"), set(stage.moves))
    except UnicodeDecodeError:
        raise BadInput(f"{arguments.script} is not UTF-8 text: save it as UTF-8") from None
    except UnreadableScript as error:
        raise BadInput(f"{arguments.script}: {error}") from error


@contextmanager
def _recogniser(settings: object) -> Iterator[Recogniser]:
    """What recognises moves: the trained assistant, which is made ready first if anything changed."""
    import asyncio

    from bot.assembly import opened
    from bot.cli.main import BadInput
    from bot.cli.ready import make_ready
    from bot.guards import Refused
    from knowledge.roleplay.play import Seen, seen_from_json

    make_ready(settings)  # type: ignore[arg-type]
    loop = asyncio.new_event_loop()
    try:
        with opened(settings, keep_records=False) as house:  # type: ignore[arg-type]

            def recognise(text: str) -> list[Seen]:
                try:
                    understood = loop.run_until_complete(house.door.understand(text, practice=True))
                except Refused as refused:
                    raise BadInput("a reply could not be masked: report this as a fault") from refused
                return [seen_from_json(one) for one in understood.get("moves") or ()]

            yield recognise
    finally:
        loop.close()


def _recognised(reply: Reply, recognise: Recogniser) -> Reply:
    from dataclasses import replace

    if reply.moves or not reply.text.strip():
        return reply
    return replace(reply, moves=tuple(recognise(reply.text)))


def _show(stage: Stage, coach: Coach, play: Play, arguments: argparse.Namespace) -> int:
    from bot.cli import roleplay_pages as pages
    from knowledge.roleplay.report import report

    trace = stage.run(play)
    whole = report(coach, trace, play.level, play.seed)
    if arguments.json:
        print(json.dumps(pages.as_json(coach, play, trace, whole), ensure_ascii=False, indent=2))
        return 0
    print(pages.beginning(stage.scenario))
    for turn in trace.turns:
        print(pages.turn(stage.scenario, turn, coach if arguments.feedback == "each" else None, play.seed))
    print(pages.report(whole))
    return 0


def talk(
    stage: Stage, coach: Coach, play: Play, recognise: Recogniser, lines: Iterable[str], each: bool, as_json: bool
) -> int:
    """A talk at the keyboard, one line a reply, until it ends, pauses or something is meant for real."""
    from bot.cli import roleplay_pages as pages
    from bot.nlu.meant_for_real import meant_for_real
    from knowledge.roleplay.pausing import is_pause
    from knowledge.roleplay.play import Reply
    from knowledge.roleplay.report import report

    say: Callable[[str], None] = (lambda text: None) if as_json else print
    position: Position = stage.open(play)
    say(f"{pages.beginning(stage.scenario)}\n{_HELP}\n{pages.turn(stage.scenario, position.turn)}")
    for line in lines:
        words = line.strip()
        meant = meant_for_real(words)
        if words == "/stop" or is_pause(coach.store, words) or (meant and meant.sure):
            break
        if words.startswith("/back"):
            play = play.rewound(max(0, _back_to(words, position.number)))
            position = stage.run(play).position
            say(pages.turn(stage.scenario, position.turn))
            continue
        reply = Reply(words, tuple(recognise(words)) if words else ())
        play, position = play.then(reply), stage.step(position, play, reply)
        say(pages.turn(stage.scenario, position.turn, coach if each else None, play.seed))
        if position.ended:
            break
    trace: Trace = stage.run(play)
    whole = report(coach, trace, play.level, play.seed)
    done = pages.as_json(coach, play, trace, whole) if as_json else None
    print(json.dumps(done, ensure_ascii=False, indent=2) if done else pages.report(whole))
    return 0


def _back_to(words: str, now: int) -> int:
    """The turn to go back to: N replies back, one without a number."""
    number = words.removeprefix("/back").strip()
    return now - (int(number) if number.isdecimal() else 1)
