"""What is practised stays with who practised; what is real leaves practice and reaches a supervisor."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.alerts.tables import AlertRow
from bot.gateway import keys


def kept(app, talk):
    return app[keys.PRACTICE].unchecked(talk)


def alerts_raised(engine):
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(AlertRow))


async def test_urgent_words_in_practice_raise_no_alert_and_reach_nobody(trainee, app, engine, conversation):
    await trainee.begin()
    await trainee.talk_on("He wants to die, she has cut herself.", "It sounds as if he wants to die.")
    assert alerts_raised(engine) == 0 and conversation.said == []


@pytest.mark.parametrize("words", ["Stop, this is real: he wants to die", "this is not practice, he wants to die now"])
async def test_who_says_that_it_is_real_leaves_practice_and_the_alert_is_raised(
    trainee, app, engine, conversation, words
):
    await trainee.begin()
    await trainee.talk_on("It sounds hard.")
    answer = await trainee.say(words, 2)
    assert answer.status == 303 and answer.headers["Location"] == "/?notice=left_practice#latest"
    assert alerts_raised(engine) == 1 and conversation.said == [words]
    assert len(kept(app, trainee.talk).newest.play.replies) == 1
    chat = await (await trainee.caller.send("GET", "/?notice=left_practice")).text()
    assert "You have left practice" in chat and "card-urgent" in chat and 'id="alerts"' in chat


async def test_words_that_may_be_meant_so_are_asked_about_and_not_sent_anywhere_first(
    trainee, app, engine, conversation
):
    await trainee.begin()
    words = "What you felt there, this is real, and he wants to die"
    page = await (await trainee.say(words, 1)).text()
    assert "Is this real" in page and words in page and "Nothing was sent yet" in page
    assert conversation.said == conversation.understood == [] and alerts_raised(engine) == 0
    assert (await trainee.say(words, 1, real="no")).status == 303
    assert len(kept(app, trainee.talk).newest.play.replies) == 1 and alerts_raised(engine) == 0
    assert (await trainee.say(words, 2, real="yes")).headers["Location"].startswith("/?notice=left_practice")
    assert alerts_raised(engine) == 1


async def test_a_name_is_taken_out_before_it_is_kept(trainee, app):
    await trainee.begin()
    await trainee.talk_on("I promise Amina is safe.")
    reply = kept(app, trainee.talk).newest.play.replies[0]
    assert reply.text == "I promise [name] is safe." and reply.moves[0].cues[0].text == "I promise"


async def test_nobody_else_sees_a_talk_until_it_is_shared_then_trainers_do_and_no_one_else(trainee, at_the_door):
    talk = await trainee.begin()
    await trainee.talk_on("You decide.")
    others = {role: at_the_door(role) for role in ("trainer", "supervisor")}
    places = [
        f"/practice/{talk}",
        f"/practice/{talk}/report",
        f"/practice/{talk}/report.pdf",
        f"/practice/{talk}/compare",
    ]
    for caller in others.values():
        assert {(await caller.send("GET", place)).status for place in places} == {404}
        for path in ("reply", "rewind", "stop", "share", "erase"):
            assert (
                await caller.send("POST", f"/practice/{talk}/{path}", {"shared": "1", "turn": "0", "take": "1"})
            ).status == 404
    assert (await others["trainer"].send("GET", f"/practice/shared/{talk}")).status == 404
    await trainee.post("/share", shared="1")
    shown = await (await others["trainer"].send("GET", f"/practice/shared/{talk}")).text()
    assert "You decide." in shown and "Share with trainers" not in shown and "Erase" not in shown
    assert "shared by staff-1" in await (await others["trainer"].send("GET", "/practice")).text()
    assert (await others["supervisor"].send("GET", f"/practice/shared/{talk}")).status == 403
    assert "shared by" not in await (await others["supervisor"].send("GET", "/practice")).text()
    await trainee.post("/share", shared="0")
    assert (await others["trainer"].send("GET", f"/practice/shared/{talk}")).status == 404


async def test_an_erased_talk_is_gone(trainee):
    await trainee.begin()
    assert (await trainee.post("/erase")).headers["Location"] == "/practice?notice=erased"
    await trainee.page(status=404)
