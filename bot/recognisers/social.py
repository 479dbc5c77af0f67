"""Names people go by on social media: "@handle", and what follows "her insta is"."""

from __future__ import annotations

import re

from bot.recognisers.lexicon import Lexicon
from bot.recognisers.patterns import PatternRecogniser, pattern
from bot.recognisers.word_lists import kept, plain, safety_words

_NETWORK = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|tik\s?tok|facebook|fb|face\s?book|telegram|tg|twitter|x\.com|threads|onlyfans|wechat|weibo"
    r"|line|viber|imo|skype|messenger|youtube|vk|vkontakte|odnoklassniki|badoo|tinder|discord|kik|zalo|likee|bigo|kwai|kakao(?:talk)?)"
)
_WHAT = r"(?:account|profile|page|name|user\s?name|user|handle|id|nick(?:name)?|tag|channel)"
_NAME_OF_IT = r"(?:account\s+name|profile\s+name|name|user\s?name|user|handle|id|nick(?:name)?)"
_LINK = r"(?: \s*(?:is|was|as|under|called|named|:|=|–|-|,|→)\s* | \s+ )"
#: A handle: one word with a digit, dot, hyphen or underscore in it, so that plain words after "insta" do not count.
_HANDLE = r"@?(?=[\w.-]{3,40}) (?=[\w.-]*(?:[\d_]|[.-]\w)) \w[\w.-]{1,38}\w"
_CAPITALS = r"[A-ZÀ-Þ][\w'.-]+ (?: [ ][A-ZÀ-Þ][\w'.-]+ ){0,3}"


class SocialRecogniser(PatternRecogniser):
    """Finds names on social media."""

    type = "SOCIAL"
    strange_only = (
        pattern(rf"\b(?:her|his|their|my|the)\s+{_NETWORK}\s+(?:is|was|:|=)\s*[\"“'‘]?(?P<it> @?\w[\w.-]{{2,38}}\w )(?=\W*(?:$|[.,;!?]|and\b))"),
        pattern(rf"\b{_NETWORK} {_LINK} (?:is\s+)? [\"“'‘]? (?P<it> [a-z]{{5,30}} ) \b"),
        pattern(rf"\b(?:is|as|called|named|under|user|find\s+(?:her|him|me))\s+[\"“'‘]?(?P<it> [a-z]{{4,30}} )[\"”'’]?\s+(?:on|at)\s+{_NETWORK}\b"),
    )  # fmt: skip
    patterns = (
        pattern(r"(?<![\w@.]) (?P<it> [@＠][\w](?:[\w.\-]{0,38}\w)? ) (?![\w@])"),
        pattern(rf"\b{_NETWORK} (?:\s+{_WHAT})? {_LINK} (?:(?:is|as|under|called|named)\s+)? [\"“'‘]? (?P<it> {_HANDLE} )"),
        pattern(rf"\b(?:user\s?name|handle|screen\s?name|nickname|login|profile\s+name|account\s+name|gamer\s?tag)"
                rf" {_LINK} (?:is\s+)? [\"“'‘]? (?P<it> {_HANDLE} )"),
        pattern(rf"\b(?:posts?|streams?|chats?|writes|known|goes|online|live)\s+(?:online\s+)?(?:as|under|by)\s+[\"“'‘]? (?P<it> {_HANDLE} )"),
        # "insta is lucky", "snap: bella": a plain word counts when it is said to be the name.
        pattern(rf"\b{_NETWORK} \s+ {_NAME_OF_IT} \s* (?:is|was|:|=)? \s* [\"“'‘]? (?P<it> @?[\w][\w.-]{{2,38}}\w )"),
        re.compile(rf"(?i:\b{_NETWORK}(?:\s+{_NAME_OF_IT})?\s*(?:is|as|under|called|named|:|=)\s*(?:the\s+name\s+)?)[\"“'‘]?(?P<it>{_CAPITALS.replace(' ', '').replace('[]', '[ ]')})"),
        re.compile(rf"(?i:\b{_NETWORK}\s+{_NAME_OF_IT}\s+)[\"“'‘]?(?P<it>{_CAPITALS.replace(' ', '').replace('[]', '[ ]')})"),
        pattern(rf"\b(?:is|as|called|named|under|user|find\s+(?:her|him|me))\s+[\"“'‘]?(?P<it> {_HANDLE} )[\"”'’]?\s+(?:on|at|in)\s+{_NETWORK}\b"),
        *strange_only,
    )  # fmt: skip

    def __init__(self, lexicon: Lexicon) -> None:
        """Words that English does not know are names: "snapchat rcabrera"."""
        self._lexicon = lexicon

    def is_meant(self, match: re.Match[str]) -> bool:
        """Plain words after the network ("facebook is blocked") tell nothing."""
        name = match["it"]
        if name.casefold() in safety_words():
            return False
        if match.re in self.strange_only and (
            int(self._lexicon[name].rank) > 1 or plain(name) in kept()):
            return False
        return name.casefold().strip(".") not in _PLAIN and not re.fullmatch(r"[\d.:/-]+", name)


_PLAIN = frozenset(
    "is was are blocked hacked bad good full open closed gone new old off online private public deleted stolen broken secret fake her his "
    "their the that this not now and but with for from all always allowed banned dangerous empty again there here because when where what "
    "please says said still only very too she he they we you it to on in at of or so if a an i my me him them us found safe unsafe "
    "i'm i've it's re-trafficking self-harm follow-up on-line e-mail wi-fi non-stop addictive toxic useful".split()
)
