"""The doors to looking after accounts."""

from __future__ import annotations

from bot.gateway.doors.entry import ADMIN, Entry, Sight, open_to

ACCOUNTS: dict[str, Entry] = {
    "accounts": open_to(ADMIN, "List accounts and open invitations.", Sight.ACCOUNTS),
    "accounts_invite": open_to(ADMIN, "Make an invitation.", Sight.ACCOUNTS),
    "accounts_withdraw": open_to(ADMIN, "Take an invitation back.", Sight.ACCOUNTS),
    "accounts_one": open_to(ADMIN, "One account, to look after it.", Sight.ACCOUNTS),
    "accounts_role": open_to(ADMIN, "Change a role.", Sight.ACCOUNTS),
    "accounts_reset": open_to(ADMIN, "Make a one-time code for a new password.", Sight.ACCOUNTS),
    "accounts_second_step_off": open_to(ADMIN, "Take a lost second step away.", Sight.ACCOUNTS),
    "accounts_sign_out": open_to(ADMIN, "Sign an account out everywhere.", Sight.ACCOUNTS),
    "accounts_disable": open_to(ADMIN, "Close an account.", Sight.ACCOUNTS),
    "accounts_enable": open_to(ADMIN, "Open an account again.", Sight.ACCOUNTS),
}
