"""What the service says of itself, and whom to call."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import reference, service


class Greet(GuideAction):
    """A hello."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_greet"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.greeting(desk()), []


class Thank(GuideAction):
    """Thanks, taken."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_thank"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.thanks(desk()), []


class SayGoodbye(GuideAction):
    """A goodbye."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_say_goodbye"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.goodbye(desk()), []


class ShowHelp(GuideAction):
    """What can be asked."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_help"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.help_(desk()), []


class SayWhatIAm(GuideAction):
    """Whether it is a person."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_say_what_i_am"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.about_the_program(desk()), []


class ExplainPrivacy(GuideAction):
    """Who can read this."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_explain_privacy"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.privacy(desk()), []


class OutOfScope(GuideAction):
    """What others have to answer."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_out_of_scope"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.out_of_scope(desk()), []


class ShowContacts(GuideAction):
    """A human is wanted."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_contacts"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.contacts(desk()), []


class StaffStrain(GuideAction):
    """The staff member's own strain."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_staff_strain"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.staff_strain(desk()), []


class NotUnderstood(GuideAction):
    """The request was not understood: says so and offers what is nearest."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return reference.found(desk(), turn.text), []
