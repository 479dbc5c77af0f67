"""Practice on its pages, by plain forms: from choosing a resident to the report, and the way out when it is real."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from bot.gateway import keys
from knowledge.kinds import Scenario

GOOD = ["You decide about the doctor.", "It sounds lonely.", "That was not your fault.", "May I sit with you?"]


def kept(app, talk):
    return app[keys.PRACTICE].unchecked(talk)


async def test_before_the_talk_one_reads_what_comes_up_how_to_stop_and_who_sees_it(trainee, store):
    page = await (await trainee.caller.send("GET", "/practice/with/salma")).text()
    salma = store.get(Scenario, "salma")
    for words in (
        salma.content_note[:40],
        "Pause word",
        "“pause”",
        "only you see this talk",
        "Your aim",
        "counts for nothing",
    ):
        assert words in page, words
    assert page.count('name="sure_begin"') == page.count('name="sure_hard"') == 5
    assert page.count('name="level"') == 3 and page.count('name="feedback"') == 2


async def test_a_reply_gets_an_answer_in_character_and_feedback_at_once(trainee, app):
    await trainee.begin()
    first = await trainee.page()
    assert 'viewBox="0 0 48 48"' in first and "Salma" in first and "trust" not in first.lower().partition("<main")[2]
    await trainee.talk_on("I promise you are safe now.")
    page = await trainee.page()
    point = page[page.index('class="point point-harmful"') :]
    assert "Look at this" in point and "<q>I promise</q>" in point and "It sounds kind" in point
    assert "Another way to say it" in point and "This worked" in point and "Where these lines come from" in point
    after = page[page.index("I promise you are safe now.") :]  # the first line may begin with the same words
    line = kept(app, trainee.talk).newest.trace.turns[1].line.says
    assert after.index(line.strip("*")[:12]) < after.index("Look at this")


async def test_with_feedback_at_the_end_the_talk_shows_none_and_the_report_all(trainee):
    await trainee.begin(feedback="end")
    await trainee.talk_on("I promise you are safe now.")
    assert "Look at this" not in await trainee.page()
    assert "Look at this" in await trainee.page("/report")


async def test_a_talk_is_paused_by_the_word_at_any_turn_and_nothing_of_it_is_kept(trainee, app):
    await trainee.begin()
    for turn, word in enumerate(("pause", "Pause!", " PAUSE. ", "please pause", "I need a break"), start=1):
        answer = await trainee.say(word, turn)
        assert answer.headers["Location"] == f"/practice/{trainee.talk}/pause"
        assert len(kept(app, trainee.talk).newest.play.replies) == turn - 1
        await trainee.say("It sounds hard.", turn)
    page = await trainee.page("/pause")
    assert "feet on the floor" in page and "Go on with the talk" in page and "Stop the talk" in page
    await trainee.say("Let us pause and have tea.", 6)
    assert len(kept(app, trainee.talk).newest.play.replies) == 6


async def test_silence_is_a_reply_and_an_empty_box_is_not(trainee, app):
    await trainee.begin()
    assert "Nothing was written" in await (await trainee.say("", 1)).text()
    await trainee.post("/reply?take=1", turn="1", silence="1", text="typed and then thought better of")
    assert kept(app, trainee.talk).newest.play.replies[0].text == ""
    assert "You say nothing." in await trainee.page()


async def test_going_back_a_turn_leaves_both_ways_to_be_seen_side_by_side(trainee, app):
    await trainee.begin()
    await trainee.talk_on("You decide.", "Why did you stay?", "Tell me everything.")
    answer = await trainee.post("/rewind", take="1", turn="1")
    assert answer.headers["Location"] == f"/practice/{trainee.talk}?take=2#latest"
    await trainee.talk_on("It sounds heavy.", take=2, start=2)
    page = await trainee.page("/compare?one=1&other=2")
    assert "Up to reply 1 both are the same" in page
    pair = page[page.index('id="reply-2"') :]
    assert pair.index("Why did you stay?") < pair.index("It sounds heavy.")
    assert page.count('<svg viewBox="0 0 360 170"') == 4
    assert "Compare way 1 and way 2" in await trainee.page("?take=2")
    assert [len(take.play.replies) for take in kept(app, trainee.talk).all_takes] == [3, 2]


async def test_stopping_leads_to_two_questions_and_a_report_with_curve_moves_strengths_and_one_thing_to_try(
    trainee, app
):
    await trainee.begin()
    await trainee.talk_on(*GOOD, "I promise nobody finds you.")
    assert (await trainee.post("/stop")).headers["Location"].endswith("/after")
    assert "How sure are you" in await trainee.page("/after")
    await trainee.post("/after", sure_begin="4", sure_hard="3")
    page = await trainee.page("/report")
    assert page.count("<polyline") == 5 and "The same as a table" in page and page.count('<th scope="row">') == 6
    strengths = page[page.index('<ol class="strengths">') : page.index("One thing to try")]
    assert strengths.count("<li>") == 3
    for words in (
        "Can do harm",
        "Helped",
        "Before: a little. After: quite.",
        "To think or talk about",
        "/library/reactions/self_blame_shame",
    ):
        assert words in page, words
    assert not re.search(r"\b\d+ ?(%|points|/ ?10)", re.sub("<[^>]*>", " ", page))
    assert kept(app, trainee.talk).head.is_over


async def test_leaving_the_questions_out_is_no_problem(trainee, app):
    await trainee.begin(sure_begin="", sure_hard="")
    await trainee.post("/stop")
    assert (await trainee.post("/after")).headers["Location"].endswith("/report")
    page = await trainee.page("/report")
    assert "How sure you felt" not in page and kept(app, trainee.talk).head.terms.after is None


async def test_the_report_is_on_paper_too_without_a_name_of_who_practised(trainee):
    await trainee.begin()
    await trainee.talk_on(*GOOD)
    await trainee.post("/after", sure_begin="4", sure_hard="3")
    answer = await trainee.caller.send("GET", f"/practice/{trainee.talk}/report.pdf")
    assert answer.content_type == "application/pdf" and "attachment" in answer.headers["Content-Disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(await answer.read())).pages)
    text = " ".join(text.split())
    for words in ("Salma", "Strengths", "One thing to try", "Trust:", "How sure you felt", "After: Quite", "no marks"):
        assert words in text, words
    assert "staff-1" not in text


async def test_what_one_thinks_afterwards_is_kept_for_oneself_alone_and_stands_on_ones_own_paper(
    trainee, at_the_door, app
):
    await trainee.begin()
    await trainee.talk_on(*GOOD)
    await trainee.post("/stop")
    page = await trainee.page("/report")
    questions = page[page.index('id="debrief"') : page.index('id="read"')]
    assert questions.count("<textarea") == 3 and "Only you see what you write here" in questions
    answer = await trainee.post("/thoughts", thought_1="I wanted to hurry, as with Amina.", thought_3="My colleague.")
    assert answer.headers["Location"].endswith("/report?notice=thoughts#debrief")
    page = await trainee.page("/report?notice=thoughts")
    assert "I wanted to hurry" in page and "Amina" not in page and "Kept, for you alone" in page
    await trainee.post("/share", shared="1")
    shown = await (await at_the_door("trainer").send("GET", f"/practice/shared/{trainee.talk}")).text()
    assert "It sounds lonely." in shown and "I wanted to hurry" not in shown
    paper = await trainee.caller.send("GET", f"/practice/{trainee.talk}/report.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(await paper.read())).pages)
    assert "I wanted to hurry" in " ".join(text.split())
    await trainee.post("/thoughts")
    assert kept(app, trainee.talk).head.terms.thoughts == ("", "", "")


async def test_the_paper_draws_the_curve_and_names_its_lines(trainee):
    await trainee.begin()
    await trainee.talk_on(*GOOD)
    answer = await trainee.caller.send("GET", f"/practice/{trainee.talk}/report.pdf")
    page = PdfReader(io.BytesIO(await answer.read())).pages[0]
    words = " ".join(page.extract_text().split())
    for name in ("More is better", "Less is better", "Having a say", "Inner tension", "low", "high"):
        assert name in words, name
    strokes = page.get_contents().get_data()
    assert strokes.count(b" d\n") >= 5 and strokes.count(b" l\n") >= 5 * len(GOOD)


async def test_what_could_not_be_understood_is_given_back_and_not_kept(trainee, app):
    await trainee.begin()
    answer = await trainee.say("boom goes the model", 1)
    page = await answer.text()
    assert answer.status == 503 and "boom goes the model</textarea>" in page and "nothing of it was kept" in page
    assert kept(app, trainee.talk).newest.play.replies == ()
    long = await (await trainee.say("x" * 2001, 1)).text()
    assert "2000 characters at most" in long


async def test_a_reply_sent_twice_is_one_and_two_different_ones_are_told(trainee, app):
    await trainee.begin()
    await trainee.talk_on("It sounds hard.")
    assert (await trainee.say("It sounds hard.", 1)).headers["Location"].endswith("?take=1#latest")
    assert "notice=meanwhile" in (await trainee.say("You decide.", 1)).headers["Location"]
    assert len(kept(app, trainee.talk).newest.play.replies) == 1


async def test_a_talk_that_the_resident_ended_says_so_and_can_be_wound_back(trainee, app):
    await trainee.begin()
    turn = 0
    while not kept(app, trainee.talk).newest.ended:
        turn += 1
        assert turn < 20, "nobody stays that long"
        await trainee.say(f"Why did you do that? {turn}", turn)
    page = await trainee.page()
    assert "Salma has ended the talk" in page and "Go on to the report" in page and "textarea" not in page
    assert "notice=over" in (await trainee.say("Sorry.", turn + 1)).headers["Location"]
    await trainee.post("/rewind", take="1", turn=str(turn - 1))
    assert "textarea" in await trainee.page("?take=2")


async def test_the_list_shows_residents_of_one_reaction_and_ones_own_talks(trainee):
    talk = await trainee.begin()
    page = await (await trainee.caller.send("GET", "/practice?reaction=self_blame_shame")).text()
    assert "/practice/with/salma" in page and f'href="/practice/{talk}"' in page
    await trainee.post("/stop")
    page = await (await trainee.caller.send("GET", "/practice?reaction=nonsense")).text()
    assert f'href="/practice/{talk}/report"' in page and "Choose a resident" in page


@pytest.mark.parametrize(
    "path", ["/practice/with/nobody", "/practice/with/..%2F", "/practice/ZZZZZZ", "/practice/salma"]
)
async def test_what_is_not_there_is_told_calmly(at_the_door, path):
    answer = await at_the_door("staff").send("GET", path)
    assert answer.status in (303, 404)


@pytest.mark.parametrize(
    "fields",
    [{"level": "9"}, {"level": ""}, {"level": "²"}, {"sure_begin": "9", "sure_hard": "9"}, {"resident": "../x"}],
)
async def test_only_what_was_offered_begins_a_talk(at_the_door, fields):
    sent = {"resident": "salma", "level": "1", "feedback": "each", **fields}
    answer = await at_the_door("staff").send("POST", "/practice/begin", sent)
    assert answer.status == 400 or answer.headers["Location"] == "/practice?notice=gone"


@pytest.mark.parametrize(
    "fields", [{"take": "9", "turn": "0"}, {"take": "1", "turn": "5"}, {"take": "x", "turn": "-1"}]
)
async def test_no_turn_that_never_was_can_be_gone_back_to(trainee, fields):
    await trainee.begin()
    assert (await trainee.post("/rewind", **fields)).status in (400, 404)
