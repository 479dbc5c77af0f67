"""Puts the parts together: content, site, records, model, engine, door. Nothing is opened before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy

from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.alerts.watch import Watch
from bot.cases.shelf import Shelf
from bot.conversation import Door
from bot.engine.engine import Engine
from bot.engine.training import model_path, names_path
from bot.errands.errands import HouseErrands
from bot.errands.rooms import Rooms, rooms_on
from bot.follow_up.calendar import site_calendar
from bot.recognisers import Recognisers, person_model
from bot.records.conversations import Conversations
from bot.records.database import open_records
from bot.records.keeping import Keeping, keeping_of
from bot.records.key_ring import KeyRing
from bot.review.counting import Counting
from bot.settings import Settings
from knowledge.guidance.desk import Desk
from knowledge.kinds import Situation
from knowledge.problems import ContentError
from knowledge.reading import content_hash
from knowledge.site import read_site, unknown_names
from knowledge.store import open_store


@dataclass(frozen=True)
class House:
    """Everything a channel needs."""

    settings: Settings
    desk: Desk
    records: sqlalchemy.Engine
    door: Door
    keys: KeyRing | None  # None when nothing is kept
    keeping: Keeping | None  # the same
    alerts: Alerts | None  # the same
    shelf: Shelf | None = None  # where cases are kept; the same
    rooms: Rooms | None = None  # the work on cases, one and the same for pages and the chat; the same


def open_desk(settings: Settings) -> Desk:
    """The content, loaded if it changed, and the site's own numbers. Raises ContentError."""
    settings.home.mkdir(parents=True, exist_ok=True)
    site = read_site(settings.site)
    # One database for each state of the content: a service that runs keeps the one it began with.
    current = settings.home / f"content-{content_hash()[:16]}.db"
    desk = Desk(open_store(f"sqlite:///{current}"), site)
    problems = unknown_names(site, desk.store)
    if problems:
        raise ContentError(problems)
    return desk


@contextmanager
def opened(settings: Settings, keep_records: bool = True) -> Iterator[House]:
    """The house with a running assistant; it is shut down at the end.

    Raises EngineError, ContentError, SettingsError, SiteKeyError, AuditKeyLost and, without a model of names,
    NotTrainedError.

    Without `keep_records` conversations stay in memory and no database file is touched.
    """
    from bot.records.opening import open_sealed

    site_calendar(settings)  # what cannot be used is said before the assistant is started
    desk = open_desk(settings)
    cues = [cue for situation in desk.store.all(Situation) for cue in situation.phrases]
    finder = Recognisers(person_model.load(names_path(settings)), desk.site, cues)
    records, keys = open_sealed(settings) if keep_records else (open_records("sqlite://"), None)
    keeping = keeping_of(settings, records, keys) if keys else None
    post = Post(records, keys, desk.store, keeping.audit.record, settings.alert_minutes) if keys and keeping else None
    kept = Conversations(records, keys, (Watch(post), Counting())) if keys and post else None
    alerts = Alerts(post) if post else None
    shelf = Shelf(records, keys, finder, keeping.audit.record) if keys and keeping else None
    rooms = rooms_on(shelf, desk, settings, alerts) if shelf else None
    errands = HouseErrands(desk, rooms) if rooms else None
    engine = Engine(model_path(settings), desk, kept, errands)
    engine.start()
    try:
        door = Door(engine, desk, finder, settings.longest_message, settings.turn_seconds)
        yield House(settings, desk, records, door, keys, keeping, alerts, shelf, rooms)
    finally:
        engine.stop()
        records.dispose()
