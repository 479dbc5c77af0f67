"""The doors to alerts, to who is on call, and to the bell."""

from __future__ import annotations

from bot.accounts.roles import Role
from bot.gateway.doors.entry import SUPERVISOR, Entry, Sight, open_to

ALERTING: dict[str, Entry] = {
    "alerts": open_to(SUPERVISOR, "Open alerts, a supervisor's first page.", Sight.ALERTS),
    "alerts_live": open_to(SUPERVISOR, "The list of open alerts alone, asked every two seconds.", Sight.ALERTS),
    "alerts_one": open_to(SUPERVISOR, "One alert with the words that raised it.", Sight.ALERTS),
    "alerts_take": open_to(SUPERVISOR, "Take an alert.", Sight.ALERTS),
    "alerts_pass_on": open_to(SUPERVISOR, "Pass an alert on to the next contact.", Sight.ALERTS),
    "alerts_close": open_to(SUPERVISOR, "Close an alert with a note.", Sight.ALERTS),
    "on_call": open_to((Role.SUPERVISOR, Role.ADMIN), "Who is on call, in which order.", Sight.ON_CALL),
    "on_call_change": open_to((Role.SUPERVISOR, Role.ADMIN), "Change a place on call.", Sight.ON_CALL),
    "on_call_quiet": open_to((Role.SUPERVISOR, Role.ADMIN), "Set quiet hours for what is not urgent.", Sight.ON_CALL),
    "on_call_off": open_to(SUPERVISOR, "Go off call, or come back.", Sight.ON_CALL),
    "telegram": open_to((Role.SUPERVISOR,), "Whether one's own chat is paired.", Sight.OWN_ACCOUNT),
    "telegram_pair": open_to((Role.SUPERVISOR,), "Make a one-time code that pairs a chat.", Sight.OWN_ACCOUNT),
    "telegram_unpair": open_to((Role.SUPERVISOR,), "Let go of one's own chat.", Sight.OWN_ACCOUNT),
}
