"""How a resident reacts: harm at once, trust slowly, nothing forgotten, and always the same for the same replies."""

from __future__ import annotations

import json
import random

import pytest

from knowledge.kinds import Scenario
from knowledge.roleplay.lines import pools
from knowledge.roleplay.play import MOST_REPLIES, Nudge, Play, Reply, Seen, UnreadablePlay, play_from_json
from knowledge.roleplay.stage import Stage, TalkEnded


@pytest.fixture(scope="module")
def stages(library, moves):
    return [Stage(scenario, moves) for scenario in library.all(Scenario)]


def random_play(stages, rng: random.Random) -> tuple[Stage, Play]:
    """Any replies at all: no words, sore words, unknown moves, several at once, and a trainer's hand now and then."""
    stage = rng.choice(stages)
    known = [*stage.moves, "a_move_nobody_knows"]
    gentle = [move.id for move in stage.moves.values() if move.side != "harmful"]
    play = Play(stage.scenario.id, rng.randrange(10**9), rng.choice((1, 2, 3)))
    for _ in range(rng.randrange(1, 30)):
        if rng.random() < 0.05:
            play = play.then(Nudge({rng.choice(["trust", "arousal", "joy"]): rng.uniform(-150, 150)}))
        pool = known if rng.random() < 0.3 else gentle
        made = tuple(Seen(one, rng.random()) for one in rng.sample(pool, rng.randrange(0, 4)))
        text = rng.choice(["", "…", "  ", "calm down, the police and your mother", "x" * 3000, "ok", "\u202e*\x00{}"])
        play = play.then(Reply(text, made))
    return stage, play


def test_a_thousand_random_scripts_played_twice_give_the_same_talks_and_no_dead_end(stages):
    rng = random.Random(20261122)  # noqa: S311  (the same scripts at every run)
    for _ in range(1000):
        stage, play = random_play(stages, rng)
        first = stage.run(play)
        again = Stage(stage.scenario, stage.moves.values()).run(play_from_json(json.loads(json.dumps(play.as_json()))))
        assert json.dumps(first.as_json()) == json.dumps(again.as_json())
        assert first.position.memory == again.position.memory
        assert all(0 <= value <= 100 for turn in first.turns for value in turn.after.values())
        assert all(turn.line.says for turn in first.turns)
        goodbye = Reply("Thank you, I am here again tomorrow.", (Seen("ending_well"),))
        play = play if first.ended else play.then(goodbye).then(goodbye)
        assert stage.run(play).ended


def test_pressing_for_details_lowers_trust_whatever_else_is_said(stages):
    rng = random.Random(11)  # noqa: S311  (the same scripts at every run)
    tried = 0
    while tried < 400:
        stage, play = random_play(stages, rng)
        position = stage.run(play).position
        if position.ended or position.inner["trust"] == 0:
            continue
        others = rng.sample([one for one in stage.moves if one != "pressing_for_details"], rng.randrange(0, 3))
        reply = Reply("…", tuple(Seen(one) for one in ["pressing_for_details", *others]))
        turn = stage.step(position, play, reply).turn
        assert turn.after["trust"] < turn.before["trust"], [play, others]
        tried += 1


def after(stage, replies, **play):
    return stage.run(Play(stage.scenario.id, events=tuple(replies), **play)).position


def test_kindness_in_the_same_reply_does_not_make_up_for_harm(salma, says):
    alone = after(salma, [says("judging")]).inner["trust"]
    wrapped = after(salma, [says("validation", "judging", "not_your_fault")]).inner["trust"]
    assert wrapped == alone < salma.scenario.start.trust


def test_part_of_a_change_is_felt_with_the_next_reply(salma, says):
    now = after(salma, [says("validation")])
    later = salma.step(now, Play("salma"), says("small_talk_or_other"))
    assert later.inner["trust"] > now.inner["trust"]


def test_trust_that_was_lost_grows_back_slower(salma, says):
    before = after(salma, [says("small_talk_or_other")])
    hurt = after(salma, [says("leading_question")])
    gained = salma.step(before, Play("salma"), says("validation")).inner["trust"] - before.inner["trust"]
    regained = salma.step(hurt, Play("salma"), says("validation")).inner["trust"] - hurt.inner["trust"]
    assert 0 < regained < 0.75 * gained


def test_a_broken_word_is_felt_said_and_remembered_to_the_end(salma, says):
    told = [says("confidentiality_explained"), says("reflection"), says("breaching_confidentiality")]
    broken = salma.run(Play("salma", events=tuple(told))).turns[-1]
    assert broken.broke_word and broken.line.key.startswith("remembers/broken_word")
    without = salma.run(
        Play("salma", events=(says("reflection"), says("reflection"), says("breaching_confidentiality")))
    )
    assert not without.turns[-1].broke_word
    calm = after(salma, [*told, *[says("grounding"), says("validation")] * 3])
    assert calm.memory.broken == ("breaching_confidentiality",)
    assert calm.inner["trust"] < after(salma, [*told[:2], *[says("grounding"), says("validation")] * 3]).inner["trust"]


def test_a_promise_soothes_now_and_costs_two_replies_later(salma, says):
    talk = salma.run(
        Play("salma", events=(says("false_promise"), says("small_talk_or_other"), says("small_talk_or_other")))
    )
    safety = [turn.after["safety"] for turn in talk.turns]
    assert safety[1] > safety[0] and safety[3] < safety[2]
    assert talk.turns[3].after["trust"] < talk.turns[2].after["trust"]


def test_the_same_kind_of_help_again_and_again_gives_less(salma, says):
    trust = [turn.after["trust"] for turn in salma.run(Play("salma", events=(says("reflection"),) * 5)).turns]
    assert trust[5] - trust[4] < trust[2] - trust[1]


def test_a_trainee_who_types_nothing_meets_silence_and_then_a_question(salma):
    talks = [salma.run(Play("salma", seed, events=(Reply(""), Reply("  "), Reply("")))) for seed in range(9)]
    assert {turn.answers for talk in talks for turn in talk.turns[1:]} == {"nothing_said"}
    assert any(talk.turns[1].line.silent for talk in talks)
    asked = {turn.line.says for talk in talks for turn in talk.turns[2:] if turn.line.key.startswith("remembers/still")}
    assert "Are you angry with me?" in asked


def test_words_without_a_known_move_are_small_talk(salma):
    assert salma.run(Play("salma", events=(Reply("blue cheese"),))).turns[1].answers == "small_talk_or_other"


def test_a_sore_word_hurts_unless_it_is_asked_for_gently(salma, says):
    rude = after(salma, [says("open_question", text="And your mother, what does she say?")])
    asked = after(salma, [says("asking_permission", text="May I ask about your mother?")])
    assert rude.turn.touched and rude.turn.line.key.startswith("triggers/")
    assert not asked.turn.touched and asked.inner["trust"] > rude.inner["trust"]


def test_a_nudge_moves_the_inner_state_and_is_no_turn(salma, says):
    talk = salma.run(Play("salma", level=1, events=(Nudge({"arousal": 40, "joy": 9}), says("reflection"))))
    assert len(talk.turns) == 2 and talk.turns[1].before["arousal"] == 92
    assert talk.turns[1].phase == "flooded"


def test_ending_before_the_goal_is_asked_back_once(salma, says):
    first = after(salma, [says("ending_well")])
    assert not first.ended and first.turn.line.key.startswith("parting/not_yet")
    assert salma.step(first, Play("salma"), says("ending_well")).ended == "early"


def test_after_the_end_nothing_more_is_said(salma, says):
    poor = after(salma, [says("threatening_withdrawal", "judging")] * 9)
    assert poor.ended == "left" and poor.number < 9
    with pytest.raises(TalkEnded, match="rewind"):
        salma.step(poor, Play("salma"), says("reflection"))


def test_nobody_leaves_at_the_first_reply_and_it_can_be_made_good(stages, says):
    worst = says("threatening_withdrawal", "breaching_confidentiality", "unasked_touch")
    for stage in stages:
        first = after(stage, [worst], level=3)
        assert not first.ended
        sorry = stage.step(first, Play(stage.scenario.id, level=3), says("validation", "grounding"))
        assert sorry.inner["trust"] >= first.inner["trust"]


def test_a_talk_has_an_end_after_many_replies(salma, says):
    assert after(salma, [says("small_talk_or_other")] * (MOST_REPLIES + 5)).number == MOST_REPLIES


def test_a_harder_level_gives_less_and_takes_more(salma, says):
    good = [after(salma, [says("validation")], level=level).inner["trust"] for level in (1, 2, 3)]
    assert good == sorted(good, reverse=True) and len(set(good)) == 3


def test_rewinding_gives_the_talk_as_it_was_and_a_branch_leaves_the_old_one_alone(salma, says):
    play = Play("salma", 5, events=(says("reflection"), Nudge({"trust": 3}), says("judging"), says("validation")))
    whole, back = salma.run(play), play.rewound(1)
    assert back.events == play.events[:1]
    assert salma.run(back).turns == whole.turns[:2]
    assert play.rewound(2).replies == play.replies[:2]
    branch = salma.run(back.then(says("offering_choice")))
    assert branch.turns[:2] == whole.turns[:2] and branch.turns[2] != whole.turns[2]
    assert salma.run(play.rewound(0)).turns == whole.turns[:1]


def test_lines_heard_in_earlier_plays_are_kept_for_last(salma, says):
    replies = (says("reflection"), says("open_question"), says("small_talk_or_other"))
    first = salma.run(Play("salma", 1, events=replies))
    heard = frozenset(turn.line.key for turn in first.turns)
    again = salma.run(Play("salma", 1, events=replies, heard=heard))
    assert not heard & {turn.line.key for turn in again.turns}


def test_silence_is_shown_with_its_length(stages):
    for stage in stages:
        line = stage.open(Play(stage.scenario.id, level=stage.scenario.level)).turn.line
        assert line.silent == (line.typing == 0) and 0 <= line.pause <= 20


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"scenario": "salma", "seed": 1, "level": 9, "events": []}, {"scenario": 1, "seed": "x"}]
)
def test_what_is_no_play_is_refused_in_words(raw):
    with pytest.raises(UnreadablePlay):
        play_from_json(raw)


def test_no_line_counts_twice_where_a_move_is_called_as_its_family_is(library):
    scenario = next(one for one in library.all(Scenario) if one.id == "salma")
    for phase in scenario.phases:
        keys = [key for level in pools(scenario, phase, "judging", "judging") for key, _ in level]
        assert len(keys) == len(set(keys))


def test_saying_sorry_gives_back_some_of_the_trust_that_was_lost_and_never_all_of_it(stages, says):
    for stage in stages:
        start, hurt = after(stage, []).inner["trust"], after(stage, [says("leading_question")])
        sorry = stage.step(hurt, Play(stage.scenario.id), says("apology"))
        assert hurt.inner["trust"] < sorry.inner["trust"] < start, stage.scenario.id
        assert sorry.turn.line.key.startswith("remembers/sorry")
        many = after(stage, [says("leading_question"), *[says("apology")] * 12])
        assert many.inner["trust"] < start, stage.scenario.id


def test_after_a_broken_word_saying_sorry_repairs_less_and_the_word_stays_broken(salma, says):
    kept = [says("reflection"), says("pressing_for_details")]
    broken = [says("offering_choice"), says("pressing_for_details")]
    regained = []
    for talk in (kept, broken):
        hurt = after(salma, talk, level=1)
        sorry = salma.step(hurt, Play("salma", level=1), says("apology"))
        regained.append((sorry.inner["trust"] - hurt.inner["trust"]) / hurt.memory.hurt)
    assert 0 < regained[1] < regained[0]
    assert sorry.memory.broken == ("pressing_for_details",)


def test_nobody_tells_something_in_answer_to_sorry(stages, says):
    for stage in stages:
        for feeling in (30, 60, 90):
            play = Play(stage.scenario.id, events=(Nudge({"trust": feeling, "safety": feeling, "control": feeling}),))
            turn = stage.step(stage.run(play).position, play, says("apology")).turn
            assert not turn.told and turn.line.key.startswith("remembers/sorry"), stage.scenario.id


def test_sorry_with_the_same_harm_again_repairs_nothing(salma, says):
    hurt = after(salma, [says("pressing_for_details")])
    again = salma.step(hurt, Play("salma"), says("apology", "pressing_for_details"))
    assert again.inner["trust"] < hurt.inner["trust"]
