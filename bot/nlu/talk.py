"""The four kinds of talk by which counselling is coded: question, reflection, input, other.

They are the classes of public coded dialogues (AnnoMI, after the Motivational Interviewing Skill Code): asking; giving
back what was said or felt; bringing in something of one's own, like facts, advice, options; everything else, like
"mm-hmm", greetings and thanks. A reply has one kind, however many moves it makes. The kind is read from its form first
and from its moves where the form leaves it open; nothing of those dialogues was learnt from.
"""

from __future__ import annotations

import re
from typing import Literal, Mapping

from bot.nlu import language

Kind = Literal["question", "reflection", "input", "other"]

#: Which moves are which kind of talk. A move that is not named here brings in something of the helper's own: input.
_MOVES: Mapping[str, Kind] = {
    **dict.fromkeys(("open_question", "leading_question", "blaming_why", "pressing_for_details"), "question"),
    **dict.fromkeys(("multiple_questions", "asking_permission", "checking_understanding"), "question"),
    **dict.fromkeys(("reflection", "validation"), "reflection"),
    **dict.fromkeys(
        ("small_talk_or_other", "ending_well", "grounding", "ignoring", "rushing", "unasked_touch"), "other"
    ),
}

_FILLERS = (
    "okay|ok|so|well|uh-huh|uh|um|umm|mm-hmm|mm|mhm|hmm|yeah|yep|yes|right|alright|all right|great|good|fantastic|"
    "wonderful|perfect|exactly|sure|oh|ah|and|but|then|now|thanks?|thank you|no|really|i see"
)
_LEAD = re.compile(rf"^(?:\W|(?:{_FILLERS})(?![\w'-]))+", re.IGNORECASE)
#: How an asking sentence begins, or goes on ("on a scale of one to ten, how …", "before I go, is there …").
_ASKS = re.compile(
    r"(?:^|[,-] ?|\b(?:but|and|so|or) )(?:what|how|why|when|where|who|whose|which|any)\b|"
    r"(?:^|[,-] ?)(?:do|does|did|is|are|was|were|have|has|had|can|could|would|will|may|might|shall|should)\b|"
    r"\b(?:do|does|did|is|are|was|were|can|could|would|will|might|should) "
    r"(?:you|he|she|it|they|we|i|that|this|there)\b",
    re.IGNORECASE,
)
#: Asking where the question mark was left out.
_BEGINS_ASKING = re.compile(
    r"^(?:(?:what|how|why|when|where|who|which)\b(?! (?:i|you|he|she|they|we)\b)|"
    r"(?:do|did|are|can|could|would|have) you\b)",
    re.IGNORECASE,
)
#: Asking without the form of a question.
_INVITES = re.compile(
    r"\b(?:tell me|describe|help me understand|walk me through|i(?:'m| am)?(?: just)? (?:wonder(?:ed|ing)?|curious)|"
    r"(?:wanted|like|want) to (?:\w+ )?ask)\b",
    re.IGNORECASE,
)
#: How one gives back what the other said.
_GIVES_BACK = re.compile(
    r"^(?:you(?:'re|'ve|'d)?\b|your\b|it(?: really)? (?:sounds|seems|feels|looks|does|must)|"
    r"(?:sounds|seems|looks) like|"
    r"what (?:i(?:'m| am)? hear|you(?:'re| are) saying)|i hear|i(?:'m| am) (?:hearing|sure (?:it|that|this|you))|"
    r"that must|part of you|on (?:the )?one hand)",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"^(?:hello|hi|welcome|bye|goodbye|have a|see you|morning|afternoon|evening|for coming|sorry)\b", re.I
)
_OKAY = re.compile(r",? (?:okay|ok|uh-huh)\?$", re.IGNORECASE)
#: A sentence broken off.
_BROKEN_OFF = re.compile(r"^(?:\W*[\w']+){0,3}\W*[-–—]+\W*$")
#: What the form adds to the likeliest move of a kind, and what each kind starts with.
_BY_FORM = 0.6
_BY_DEFAULT: Mapping[Kind, float] = {"reflection": 0.1, "input": 0.15, "other": 0.05}


def kind_of_talk(text: str, scores: Mapping[str, float]) -> Kind:
    """The kind of a reply, from its words and the probability of each move."""
    sentences = [_OKAY.sub("", _LEAD.sub("", sentence.text.strip())) for sentence in language.read(text).sents]
    said = [sentence for sentence in sentences if re.search(r"\w", sentence)]
    if not said or _BROKEN_OFF.match(text.strip()):
        return "other"
    last = said[-1]
    if _BEGINS_ASKING.search(last) or any(_INVITES.search(sentence) for sentence in said):
        return "question"
    if last.endswith("?"):
        return "reflection" if _GIVES_BACK.search(last) and not _ASKS.search(last) else "question"
    return _by_moves(said, scores)


def _by_moves(said: list[str], scores: Mapping[str, float]) -> Kind:
    weights: dict[Kind, float] = dict(_BY_DEFAULT)
    for move, probability in scores.items():
        kind = _MOVES.get(move, "input")
        if kind in weights:
            weights[kind] = max(weights[kind], _BY_DEFAULT[kind] + probability)
    forms: tuple[tuple[Kind, re.Pattern[str]], ...] = (("reflection", _GIVES_BACK), ("other", _GREETS))
    for kind, form in forms:
        weights[kind] += _BY_FORM * sum(bool(form.search(sentence)) for sentence in said) / len(said)
    return max(weights, key=lambda kind: weights[kind])
