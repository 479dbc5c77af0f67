"""A room as its pages see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from bot.practice.talk import Take, Talk
from knowledge.roleplay.play import Reply

#: Who speaks: one person; two in turn; or a group that suggests, votes, and says what the trainer takes up.
Size = Literal["one", "pair", "group"]
SIZES: tuple[Size, ...] = get_args(Size)
#: Seats of each; a group is as many as can be listened to in one room.
SEATS: dict[Size, int] = {"one": 1, "pair": 2, "group": 30}
#: Minutes that can be chosen; 0 is no limit.
MINUTES = (0, 5, 10, 15, 20, 30)
LONGER = 300.0
State = Literal["waiting", "running", "paused", "over"]
Step = Literal["begin", "pause", "go_on", "longer", "door", "close"]
STEPS: tuple[Step, ...] = get_args(Step)


class NoSuchRoom(LookupError):
    """There is no such room, or it is not this person's."""


class RoomFull(Exception):
    """Every seat is taken, or the door was closed."""


class NotNow(Exception):
    """The room waits, is paused or over, it is somebody else's turn, or the talk went on meanwhile."""


@dataclass(frozen=True)
class Seat:
    """Somebody in the room."""

    number: int
    account: int | None


@dataclass(frozen=True)
class Offer:
    """A suggestion for the next reply and how many would say it."""

    seat: int
    reply: Reply
    votes: int


@dataclass(frozen=True)
class Room:
    """A room at one moment. `left` is in seconds; `me` is the seat of who asks, None for the trainer."""

    id: str
    size: Size
    trainer: int | None
    talk: Talk
    seats: tuple[Seat, ...]
    me: Seat | None
    offers: tuple[Offer, ...]  # most votes first
    my_vote: int | None
    voted: int
    limit: float | None
    left: float | None
    opened_at: float
    state: State
    door_open: bool
    closed: bool  # the trainer ended it, or its time is over: nothing can be said any more

    @property
    def take(self) -> Take:
        """How the talk went."""
        return self.talk.newest

    @property
    def turn(self) -> int:
        """The number of the next reply."""
        return len(self.take.play.replies) + 1

    @property
    def speaker(self) -> Seat | None:
        """Whose turn it is where one speaks at a time; None in a group and in an empty room."""
        if self.size == "group" or not self.seats:
            return None
        return self.seats[(self.turn - 1) % len(self.seats)]

    @property
    def is_mine_to_say(self) -> bool:
        """Whether who asks may say the next reply."""
        return self.state == "running" and self.me is not None and self.me == self.speaker


@dataclass(frozen=True)
class RoomHead:
    """A room in a list."""

    id: str
    size: Size
    title: str
    opened_at: float
    is_over: bool
    people: int
