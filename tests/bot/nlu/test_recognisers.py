from __future__ import annotations

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import persistence
from bot.nlu.intents import IntentClassifier
from bot.nlu.reactions import ReactionRecogniser
from bot.nlu.situations import SituationRecogniser
from bot.nlu.topics import TopicRecogniser

EVERY = [IntentClassifier, ReactionRecogniser, SituationRecogniser, TopicRecogniser]
TEXTS = [
    "he shouts at us and slams the door",
    "she is afraid to sleep at night",
    "she wants to die",
    "hello",
    "zzz 🙂",
    "ыыы",
    "may I tell the police",
    "she ate her lunch today, but he did not come back last night",
]


def seen(message: Message) -> dict:
    """Everything a recogniser may have added to a message."""
    names = ("intent", "intent_ranking", "reactions", "reaction_scores", "none_score", "situations", "urgent", "topic")
    return {name: message.get(name) for name in names}


@pytest.mark.parametrize("kind", EVERY)
def test_a_recogniser_says_the_same_after_it_was_stored_and_loaded(kind, bench):
    for trained, loaded in bench.twice(kind, TEXTS):
        assert seen(trained) == seen(loaded)


@pytest.mark.parametrize("kind", EVERY)
def test_without_a_single_example_a_recogniser_adds_nothing_and_does_not_fail(kind, bench):
    bench.featurised()
    component = bench.make(kind)
    component.train(TrainingData([]))
    for one in (component, bench.load(kind)):
        assert not any(seen(one.process([bench.read("he shouts")])[0]).values())


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("message", [{"text": "/greet"}, {"text": ""}, {}])
def test_buttons_and_empty_messages_pass_by(kind, bench, message):
    component = bench.make(kind)
    component.train(bench.featurised())
    assert component.process([Message(dict(message))])[0].data == message


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_said_in_practice_teaches_nothing_about_messages_to_the_assistant(kind, bench):
    said = [("she wants to die", "practice_reply", {"moves": ["judging"]}), ("hello", "practice_reply", {"moves": []})]
    seen_by = []
    for examples in (bench.examples, [*said, *bench.examples]):
        component = bench.make(kind)
        component.train(bench.featurised(examples))
        seen_by.append([seen(component.process([bench.read(text)])[0]) for text in TEXTS])
    assert seen_by[0] == seen_by[1]


def test_requests_are_told_apart_and_their_shares_add_up(bench):
    ((message, _),) = bench.twice(IntentClassifier, ["good evening there"], ranking_length=10)
    ranking = message.get("intent_ranking")
    assert message.get("intent")["name"] == "greet" and message.get("intent") == ranking[0]
    assert sum(one["confidence"] for one in ranking) == pytest.approx(1.0, abs=1e-5)
    assert [one["confidence"] for one in ranking] == sorted((one["confidence"] for one in ranking), reverse=True)


@pytest.mark.parametrize(
    "text, reaction, cue",
    [
        ("he shouts and slams the doors", "anger", "he shouts and slams the doors"),
        (
            "she ate lunch with the others, but she is afraid to go outside",
            "fear_anxiety",
            "she is afraid to go outside",
        ),
    ],
)
def test_a_reaction_is_named_with_the_words_that_led_there(bench, text, reaction, cue):
    ((message, _),) = bench.twice(ReactionRecogniser, [text])
    best = message.get("reactions")[0]
    assert best["id"] == reaction and cue in [one["text"] for one in best["cues"]]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in best["cues"])
    assert set(message.get("reaction_scores")) == {"anger", "fear_anxiety"}
    assert best["confidence"] == message.get("reaction_scores")[reaction]


@pytest.mark.parametrize(
    "text, order",
    [
        ("he shouts and slams the doors, and then he is afraid to go outside", ["anger", "fear_anxiety"]),
        ("he is afraid to go outside, and then he shouts and slams the doors", ["fear_anxiety", "anger"]),
    ],
)
def test_of_two_reactions_the_one_told_first_is_named_first(bench, text, order):
    component = bench.make(ReactionRecogniser, threshold=0.0)
    component.train(bench.featurised())
    (message,) = component.process([bench.read(text)])
    assert [one["id"] for one in message.get("reactions")] == order


def test_a_good_day_is_no_reaction(bench):
    ((message, _),) = bench.twice(ReactionRecogniser, ["they played cards after dinner"])
    assert message.get("reactions") == [] and message.get("none_score") > 0.5


def test_the_manifestation_nearest_to_what_was_written_comes_first(bench):
    labels = {"reactions": ["anger"]}
    data = bench.featurised(
        [
            (
                "Is hostile towards the people supporting them.",
                "describe_behaviour",
                {**labels, "manifestation": "R5.M1"},
            ),
            ("Refuses to take part.", "describe_behaviour", {**labels, "manifestation": "R5.M4"}),
            ("he shouts at us", "describe_behaviour", labels),
            ("they played cards", "describe_behaviour", {"reactions": []}),
            ("she ate her lunch", "describe_behaviour", {"reactions": []}),
        ]
    )
    component = bench.make(ReactionRecogniser, first_threshold=0.0)
    component.train(data)
    (message,) = component.process([bench.read("he refused to take part in the lesson")])
    assert message.get("reactions")[0]["manifestations"] == ["R5.M4", "R5.M1"]


@pytest.mark.parametrize(
    "text, urgent",
    [
        ("she says she wants to die", ["suicide_self_harm"]),
        ("she ate her lunch and watched television, but he did not come back last night", ["missing_person"]),
        ("they played cards after dinner", []),
        ("this workload is killing me", []),
    ],
)
def test_what_is_urgent_is_found_even_in_the_middle_of_a_message(bench, text, urgent):
    ((message, _),) = bench.twice(SituationRecogniser, [text], threshold=0.4, clause_threshold=0.4)
    assert [one["id"] for one in message.get("situations")][:1] == urgent
    assert message.get("urgent") is bool(urgent)
    for one in message.get("situations"):
        assert all(text[cue["start"] : cue["end"]] == cue["text"] for cue in one["cues"])


@pytest.mark.parametrize(
    "text, least, urgent",
    [
        ("they played cards after dinner and she is going to hang herself tonight", 0.0, True),
        ("they played cards after dinner and she is going to hang herself tonight", 1.0, False),
        ("they played cards after dinner, she said she’ll kill herself", 0.0, True),
        ("they played cards after dinner, she is not going to hang herself", 0.0, False),
        ("they played cards after dinner and hang the washing", 0.0, False),
    ],
)
def test_danger_in_so_many_words_is_urgent_unless_denied_or_plainly_calm(bench, text, least, urgent):
    never = {"threshold": 1.1, "clause_threshold": 1.1, "long_clause_threshold": 1.1}
    component = bench.make(SituationRecogniser, outright_threshold=least, **never)
    component.train(bench.featurised())
    (message,) = component.process([bench.read(text)])
    assert message.get("urgent") is urgent
    assert [one["id"] for one in message.get("situations")][:1] == ["suicide_self_harm"] * urgent


def test_an_urgent_message_keeps_what_else_was_asked(bench):
    component = bench.make(SituationRecogniser)
    component.train(bench.featurised())
    message = bench.read("she wants to die")
    message.set("intent", {"name": "ask_checklist", "confidence": 0.8})
    component.process([message])
    assert message.get("intent")["name"] == "report_urgent" and message.get("asked_intent")["name"] == "ask_checklist"


@pytest.mark.parametrize(
    "text, intent, topic",
    [
        ("may I tell a caller that she is here", "ask_principle", "confidentiality"),
        ("is her consent needed", "ask_principle", "informed_consent"),
        ("someone new comes tonight", "ask_checklist", "arrival"),
        ("someone new comes tonight", "greet", None),
    ],
)
def test_a_question_leads_to_a_subject_of_its_own_kind(bench, text, intent, topic):
    component = bench.make(TopicRecogniser)
    component.train(bench.featurised())
    message = bench.read(text)
    message.set("intent", {"name": intent, "confidence": 0.8})
    assert component.process([message])[0].get("topic") == topic


def test_what_was_learnt_comes_back_as_it_was(storage):
    from rasa.engine.storage.resource import Resource

    learnt = {"labels": ["a", "b"], "share": 0.5, "words": {"terms": "ä\nb", "weights": np.ones(2, np.float16)}}
    persistence.save(storage, Resource("good"), learnt)
    back = persistence.load(storage, Resource("good"))
    assert back["labels"] == ["a", "b"] and back["share"] == 0.5 and back["words"]["terms"] == "ä\nb"
    assert back["words"]["weights"].dtype == np.float16 and back["words"]["weights"].tolist() == [1.0, 1.0]


def test_a_tampered_model_cannot_run_code(storage):
    import pickle

    from rasa.engine.storage.resource import Resource

    with pytest.raises(TypeError):
        persistence.save(storage, Resource("no"), {"labels": __import__("functools").partial(print, "owned")})
    with storage.write_to(Resource("bad")) as folder:
        (folder / "learnt.safetensors").write_bytes(pickle.dumps(_Explosive()))
    with pytest.raises(Exception, match="(?i)safetensor|header"):
        persistence.load(storage, Resource("bad"))


class _Explosive:
    def __reduce__(self):
        return (exit, ("a model ran code when it was loaded",))
