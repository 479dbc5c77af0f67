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
_NAME_OF_IT = r"(?:account\s{1,3}name|profile\s{1,3}name|name|user\s?name|user|handle|id|nick(?:name)?)"
_LINK = r"(?: \s{0,3}(?:is|was|as|under|called|named|:|=|–|-|,|→)\s{0,3} | \s{1,3} )"
#: A handle: one word with a digit, dot, hyphen or underscore in it, so that plain words after "insta" do not count.
_HANDLE = r"@?(?=[\w.-]{3,40}) (?=[\w.-]*(?:[\d_]|[.-]\w)) \w[\w.-]{1,38}\w"
_CAPITALS = r"[A-ZÀ-Þ][\w'.-]+ (?: [ ][A-ZÀ-Þ][\w'.-]+ ){0,3}"


class SocialRecogniser(PatternRecogniser):
    """Finds names on social media."""

    type = "SOCIAL"
    strange_only = (
        pattern(rf"\b(?:her|his|their|my|the)\s{{1,3}}{_NETWORK}\s{{1,3}}(?:is|was|:|=)\s{{0,3}}[\"“'‘]?(?P<it> @?\w[\w.-]{{2,38}}\w )(?=\W*(?:$|[.,;!?]|and\b))"),
        pattern(rf"\b{_NETWORK} {_LINK} (?:is\s{{1,3}})? [\"“'‘]? (?P<it> [a-z]{{5,30}} ) \b"),
        pattern(rf"\b(?:is|as|called|named|under|user|find\s{{1,3}}(?:her|him|me))\s{{1,3}}[\"“'‘]?(?P<it> [a-z]{{4,30}} )[\"”'’]?\s{{1,3}}(?:on|at)\s{{1,3}}{_NETWORK}\b"),
    )  # fmt: skip
    patterns = (
        pattern(r"(?<![\w@.]) (?P<it> [@＠][\w](?:[\w.\-]{0,38}\w)? ) (?![\w@])"),
        pattern(rf"\b{_NETWORK} (?:\s{{1,3}}{_WHAT})? {_LINK} (?:(?:is|as|under|called|named)\s{{1,3}})? [\"“'‘]? (?P<it> {_HANDLE} )"),
        pattern(rf"\b(?:user\s?name|handle|screen\s?name|nickname|login|profile\s{{1,3}}name|account\s{{1,3}}name|gamer\s?tag)"
                rf" {_LINK} (?:is\s{{1,3}})? [\"“'‘]? (?P<it> {_HANDLE} )"),
        pattern(rf"\b(?:posts?|streams?|chats?|writes|known|goes|online|live)\s{{1,3}}(?:online\s{{1,3}})?(?:as|under|by)\s{{1,3}}[\"“'‘]? (?P<it> {_HANDLE} )"),
        # "insta is lucky", "snap: bella": a plain word counts when it is said to be the name.
        pattern(rf"\b{_NETWORK} \s{{1,3}} {_NAME_OF_IT} \s{{0,3}} (?:is|was|:|=)? \s{{0,3}} [\"“'‘]? (?P<it> @?[\w][\w.-]{{2,38}}\w )"),
        re.compile(rf"(?i:\b{_NETWORK}(?:\s{{1,3}}{_NAME_OF_IT})?\s{{0,3}}(?:is|as|under|called|named|:|=)\s{{0,3}}(?:the\s{{1,3}}name\s{{1,3}})?)[\"“'‘]?(?P<it>{_CAPITALS.replace(' ', '').replace('[]', '[ ]')})"),
        re.compile(rf"(?i:\b{_NETWORK}\s{{1,3}}{_NAME_OF_IT}\s{{1,3}})[\"“'‘]?(?P<it>{_CAPITALS.replace(' ', '').replace('[]', '[ ]')})"),
        pattern(rf"\b(?:is|as|called|named|under|user|find\s{{1,3}}(?:her|him|me))\s{{1,3}}[\"“'‘]?(?P<it> {_HANDLE} )[\"”'’]?\s{{1,3}}(?:on|at|in)\s{{1,3}}{_NETWORK}\b"),
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
        if match.re in self.strange_only and (int(self._lexicon[name].rank) > 1 or plain(name) in kept()):
            return False
        return name.casefold().strip(".") not in _PLAIN and not re.fullmatch(r"[\d.:/-]+", name)


_PLAIN = frozenset(
    "is was are blocked hacked bad good full open closed gone new old off online private public deleted stolen broken secret fake her his "
    "their the that this not now and but with for from all always allowed banned dangerous empty again there here because when where what "
    "please says said still only very too she he they we you it to on in at of or so if a an i my me him them us found safe unsafe "
    "i'm i've it's re-trafficking self-harm follow-up on-line e-mail wi-fi non-stop addictive toxic useful".split()
)
