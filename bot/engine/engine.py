"""The assistant: Rasa's agent on its own thread and event loop.

A slow turn or a slow database holds up this thread and nothing else: signing in, the emergency card and other pages
run on the gateway's loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import io
import logging
import os
import threading
import uuid
import warnings
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Coroutine, TypeVar

from bot.engine import without_tensorflow
from bot.logs import tame_structlog
from bot.records.conversations import Conversations
from bot.records.database import NotStored
from knowledge.errands import Errands
from knowledge.guidance.desk import Desk

T = TypeVar("T")


class EngineError(Exception):
    """The assistant could not be started; the message says why and what to do."""


class Engine:
    """Starts the assistant, hands it messages, and stops it. Methods may be called from any event loop."""

    def __init__(self, model: Path, desk: Desk, records: Conversations | None, errands: Errands | None = None) -> None:
        """Use a trained model; `records` keeps the conversations, None keeps them in memory only.

        `errands` does in the house what is asked for in a conversation.
        """
        self._model, self._desk, self._records, self._errands = model, desk, records, errands
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._agent: Any = None

    def start(self) -> None:
        """Load the model. Returns when the assistant can answer. Raises EngineError."""
        started: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(started,), name="engine", daemon=True)
        self._thread.start()
        started.result()

    def stop(self) -> None:
        """Let running turns end and stop the thread."""
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)

    async def handle(
        self, conversation: str | None, text: str, metadata: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """One turn: what the assistant says to a message, as Rasa collects it. The turn is stored when this returns.

        Without a conversation the turn stands alone, and nothing of it is stored. A message whose mark (`once` in the
        metadata) was stored before is not handled again: its answer is given again. Raises NotStored when the turn
        could not be stored.
        """
        return await self._there(self._handle(conversation or _unkept(), text, metadata or {}))

    async def parse(self, text: str, practice: bool = False) -> dict[str, Any]:
        """What the pipeline makes of a text, without a conversation; in `practice` its moves too."""
        return await self._there(self._parse(text, practice))

    async def events(self, conversation: str) -> list[dict[str, Any]]:
        """The events of a conversation so far, in order. Raises NotStored when they cannot be read."""
        return await self._there(self._events(conversation))

    async def _there(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None or not self._loop.is_running():
            work.close()
            raise EngineError("The assistant is not running.")
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def _run(self, started: Future[None]) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        try:
            self._agent = _load(self._model, self._desk, self._records, self._errands)
            _give_memory_back()
        except Exception as error:  # noqa: BLE001  (handed over to whoever started the thread)
            started.set_exception(error if isinstance(error, EngineError) else EngineError(_why(self._model, error)))
            return
        self._loop.call_soon(started.set_result, None)
        self._loop.run_forever()

    async def _handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        known = await self._answered(conversation, metadata)
        if known is not None:
            return known
        output = CollectingOutputChannel()
        message = UserMessage(text, output, conversation, input_channel="steadyhand", metadata=metadata)
        try:
            await self._agent.handle_message(message)
        except NotStored:
            # The same message may have been stored meanwhile: sent twice at once, or just after we stopped waiting.
            with contextlib.suppress(NotStored):
                known = await self._answered(conversation, metadata)
            if known is None:
                raise
            return known
        return list(output.messages)

    async def _answered(self, conversation: str, metadata: dict[str, Any]) -> list[dict[str, Any]] | None:
        if self._records is None or not metadata.get("once"):
            return None
        return await self._agent.tracker_store.answered(conversation, metadata["once"])

    async def _parse(self, text: str, practice: bool) -> dict[str, Any]:
        from rasa.core.channels.channel import UserMessage

        message = UserMessage(text, metadata={"practice": True} if practice else None)
        return dict(await self._agent.processor.parse_message(message))

    async def _events(self, conversation: str) -> list[dict[str, Any]]:
        if self._records is not None:
            return await self._agent.tracker_store.events(conversation)
        tracker = await self._agent.tracker_store.retrieve(conversation)
        return [event.as_dict() for event in tracker.events] if tracker else []


def _unkept() -> str:
    from bot.engine.tracker_store import UNKEPT

    return f"{UNKEPT}{uuid.uuid4().hex}"


def quiet_rasa() -> None:
    """Keep Rasa's telemetry off, and its warnings and contents out of the logs. Must run before Rasa is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    warnings.simplefilter("ignore")
    without_tensorflow.install()
    with contextlib.redirect_stderr(io.StringIO()):  # this import warns whatever the filters say
        import rasa.engine.caching  # noqa: F401
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    tame_structlog()
    logging.getLogger("rasa").setLevel(logging.ERROR)
    logging.getLogger("rasa_sdk").setLevel(logging.ERROR)


def _load(model: Path, desk: Desk, records: Conversations | None, errands: Errands | None) -> Any:
    quiet_rasa()
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.shared.core.domain import Domain

    import actions._desk
    from bot.engine.in_process_actions import InProcessActions, trust_own_actions
    from bot.engine.tracker_store import StrictTrackerStore

    actions._desk.use(desk, errands)
    trust_own_actions()
    store = StrictTrackerStore(records) if records is not None else InMemoryTrackerStore(Domain.empty())
    agent = Agent(tracker_store=store, action_endpoint=InProcessActions())
    agent.tracker_store = store  # the agent wraps it in a store that answers for lost turns; ours must be asked itself
    agent.load_model(model)
    return agent


def _why(model: Path, error: Exception) -> str:
    if not model.exists():
        return f"There is no trained model at {model}. Run `steadyhand train`."
    return f"The model could not be loaded ({type(error).__name__}: {error}). Run `steadyhand train --force`."


def _give_memory_back() -> None:
    """Hand back what only loading needed: glibc keeps it otherwise, ten megabytes. Other systems have no such call."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
