"""What staff write when something did not help, and what only sounds like it."""

import pytest

from knowledge.setbacks import it_did_not_help


@pytest.mark.parametrize(
    "text",
    [
        "that didn't work",
        "that didn’t work",
        "didnt help",
        "It did not really help, what else?",
        "doesn't help at all",
        "This is not helping.",
        "ok, tried it and she walked off",
        "Tried that already. Anything else?",
        "We've tried all of this, what now",
        "no use, he only got louder",
        "no good. other",
        "It worked for three days and then stopped working",
        "that made it worse",
        "nothing changed",
        "it failed",
        "hasn't changed anything",
    ],
)
def test_it_is_heard_that_something_did_not_help(text):
    assert it_did_not_help(text)


@pytest.mark.parametrize(
    "text",
    [
        "what else could help?",
        "and if that fails?",
        "ok and if she doesn't change, what then",
        "Suppose none of it worked and did fail, what then?",
        "What can I try next?",
        "we have not tried that yet",
        "we haven't tried it, what else is there",
        "what else helps",
        "Anything that works without words?",
        "",
        '/ask_alternatives{"topic": "did_not_help"}',
    ],
)
def test_what_only_sounds_like_it_is_not(text):
    assert not it_did_not_help(text)
