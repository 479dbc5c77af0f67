"""The doors everybody passes: the open pages, signing in, and one's own account."""

from __future__ import annotations

from bot.accounts.roles import Role
from bot.accounts.sessions import CODE, ENROL
from bot.gateway.doors.entry import ALL, Entry, Sight, open_to, public

SIGNING_IN: dict[str, Entry] = {
    "static": public("Styles, scripts and icons of the pages."),
    "healthz": public("Whether the service works, in one word."),
    "emergency": public("First steps in an emergency; internal numbers only for who is signed in."),
    "about": public("What the service is, must not do, and keeps."),
    "sign_in": public("The page to sign in on."),
    "sign_in_send": public("Sign in with name and password."),
    # Also public, so that signing out never answers "sign in first" when the session has just run out.
    "sign_out": public("End this session."),
    "join": public("The page to come in on with an invitation."),
    "join_send": public("Make an account with an invitation's one-time code."),
    "new_password": public("The page to choose a new password on with a one-time code."),
    "new_password_send": public("Choose a new password with a one-time code."),
    "code": open_to((), "The page that asks for the second step.", stage=CODE),
    "code_send": open_to((), "Prove the second step.", stage=CODE),
    "second_step": open_to(ALL, "Set up the second step, or look after it.", Sight.OWN_ACCOUNT, stage=ENROL),
    "second_step_begin": open_to(ALL, "Make a new secret for an app.", Sight.OWN_ACCOUNT, stage=ENROL),
    "second_step_confirm": open_to(ALL, "Take the new secret into use.", Sight.OWN_ACCOUNT, stage=ENROL),
    "second_step_codes": open_to(ALL, "Make new recovery codes.", Sight.OWN_ACCOUNT),
    "second_step_off": open_to((Role.STAFF, Role.TRAINER), "Go without a second step again.", Sight.OWN_ACCOUNT),
    "account": open_to(ALL, "One's own account.", Sight.OWN_ACCOUNT),
    "account_password": open_to(ALL, "Change one's own password.", Sight.OWN_ACCOUNT),
    "account_sign_out": open_to(ALL, "Sign out everywhere.", Sight.OWN_ACCOUNT),
    "seen": open_to(ALL, "What others can see about one.", Sight.OWN_ACCOUNT),
}
