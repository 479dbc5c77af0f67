"""What a step looks like when several people marked it, in every order in which that can happen."""

from hypothesis import given
from hypothesis import strategies as some

from bot.checklists.merging import DIFFERS, DONE, NOT_APPLICABLE, OPEN, Mark, merged


def marks(*given):
    """Marks numbered in order from (state, seen, note)."""
    return [Mark(number, "S-1", state, 0.0, number, note, seen) for number, (state, seen, note) in enumerate(given, 1)]


def test_a_step_nobody_marked_is_open():
    assert merged([]).state == OPEN and not merged([]).settled


def test_who_saw_the_last_mark_takes_its_place():
    assert merged(marks((DONE, 0, ""), (OPEN, 1, ""))).state == OPEN


def test_two_who_tick_at_the_same_time_agree():
    step = merged(marks((DONE, 0, ""), (DONE, 0, "")))
    assert step.state == DONE and len(step.standing) == 2


def test_two_who_differ_are_both_kept_with_both_notes_and_nothing_is_settled():
    step = merged(marks((DONE, 0, "done at six"), (NOT_APPLICABLE, 0, "no phone here")))
    assert step.state == DIFFERS and not step.settled
    assert [note.note for note in step.notes] == ["done at six", "no phone here"]


def test_who_has_seen_both_settles_it_and_the_notes_stay():
    step = merged(marks((DONE, 0, "a"), (NOT_APPLICABLE, 0, "b"), (DONE, 2, "looked")))
    assert step.state == DONE and [note.note for note in step.notes] == ["a", "b", "looked"]


def test_who_has_seen_one_of_two_takes_the_place_of_that_one_only():
    step = merged(marks((DONE, 0, ""), (NOT_APPLICABLE, 0, ""), (OPEN, 1, "")))
    assert {mark.state for mark in step.standing} == {NOT_APPLICABLE, OPEN}


def test_a_note_alone_changes_no_state():
    assert merged(marks((DONE, 0, ""), ("", 0, "by telephone"))).state == DONE


written = some.lists(
    some.tuples(
        some.sampled_from([DONE, OPEN, NOT_APPLICABLE, ""]), some.integers(0, 30), some.sampled_from(["", "n"])
    ),
    max_size=12,
)


@given(written)
def test_no_note_is_ever_lost_and_the_last_to_speak_always_stands(given_marks):
    listed = marks(*given_marks)
    step = merged(listed)
    assert [mark.number for mark in step.notes] == [mark.number for mark in listed if mark.note]
    spoken = [mark for mark in listed if mark.state]
    assert not spoken or spoken[-1] in step.standing
    assert step.state == DIFFERS or all(mark.state == step.state for mark in step.standing)


@given(written)
def test_nobody_takes_the_place_of_a_mark_they_had_not_seen(given_marks):
    listed = marks(*given_marks)
    step = merged(listed)
    for mark in listed:
        later = [one for one in listed if one.state and one.number > mark.number]
        if mark.state and all(one.seen < mark.number for one in later):
            assert mark in step.standing
