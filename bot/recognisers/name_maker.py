"""Makes up names of people and places to fill the carriers with."""

from __future__ import annotations

import random

from bot.recognisers import faker_names, word_lists

_PARTICLES = {
    "spanish": "de la",
    "brazil": "dos",
    "philippines": "dela",
    "gulf_iraq_yemen": "bin",
    "mozambique_angola": "dos",
    "indonesia_malaysia": "binti",
}
_NICKS = (
    "Tiny Shorty Bobo Kiki Nana Didi Baby Boss Chi-Chi Coco Fifi Gigi JJ Junior Kaka Lulu Mimi Nono Pepe Pinky Popo Queenie Ricky Sasa Titi Toto Vivi "
    "Zizi Zuzu Mickey Rocky Smiley Scarface Biggie Prof Oga Pikin Babe Mamie Bibi Bebe Lolo Mo Jo Kofi-boy Big-Joe Ace Tank"
).split()
_VENUE_FIRST = (
    "Golden Silver Blue Red White Green Royal Grand Happy Lucky Sunset Sunrise Paradise Star Moonlight Diamond Pearl Rainbow Palm Ocean River Lake Mountain "
    "Garden Orchid Lotus Jasmine Rose Lily Eagle Lion Elephant Dragon Tiger Phoenix Dolphin Crystal Emerald Central City New Old Holy Sacred Saint "
    "Victoria Imperial Continental International Lagoon Harmony Mango Baobab Acacia Savanna Serene Pink Velvet Neon Candy Mercy Hope Grace"
).split()
_VENUE_SECOND = "Gate Palace View Star Land Valley Crown Heart Wave Sun Moon Horse Bird Flower Rock Tree Sky Cross Hill Side Breeze Leaf Dream".split()
_VENUE_LAST = (
    "Hotel Motel Bar Club Nightclub Lodge Inn Guesthouse Hostel Restaurant Café Pub Casino Spa Salon Market Supermarket School|Primary School|Secondary "
    "School|Academy College University Church Mosque Temple Clinic Hospital Shelter House Home Centre Prison Farm Estate Factory Apartments Towers Mall "
    "Resort Bakery Laundry Garage Karaoke Massage Lounge Orphanage Mission Foundation Plaza Station"
).replace("School|Primary", "School Primary").replace("|", " ").split()  # fmt: skip
_STREET_LAST = "Street Road Avenue Lane Close Drive Crescent Road Street Way Square".split()
_STREET_FIRST = "Rua Calle Rruga Strada Ulica Avenida Jalan Soi Via Bulevardul Rue".split()


class NameMaker:
    """Gives names at random, evenly over the cultures, with a share from Faker's locales."""

    def __init__(self, chance: random.Random) -> None:
        """Collect the lists."""
        self._chance = chance
        self._cultures = {key: lists for key, lists in word_lists.cultures().items() if key != "words"}
        self._words = word_lists.cultures()["words"][0]
        self._given, self._family = faker_names.names()
        self._towns = [town for town in faker_names.towns() if len(town) < 20]

    def make(self, slot: str) -> str:
        """A name for a slot of a carrier."""
        return {"PERSON": self._person, "FAMILY": self._family_name, "INITIAL": self._initial, "PLACE": self._place,
                "VENUE": self._venue, "STREET": self._street}[slot]()  # fmt: skip

    def _person(self) -> str:
        draw, pick = self._chance.random(), self._chance.choice
        if draw < 0.03:
            return f"{self._initial()}." if draw < 0.02 else f"{self._initial()}.{self._initial()}."
        if draw < 0.27:
            return pick(self._words)
        if draw < 0.29:
            return pick(_NICKS)
        if draw < 0.42:
            return self._misspelt(pick(self._given))
        culture = pick(list(self._cultures))
        given, family = self._cultures[culture]
        if draw < 0.80 or not family:
            return self._misspelt(pick(given))
        if draw < 0.85:
            return f"{pick(given)} {pick(given)}"
        if draw < 0.96 or culture not in _PARTICLES:
            return f"{pick(given)} {pick(family)}"
        return f"{pick(given)} {pick(given)} {_PARTICLES[culture]} {pick(family)}"

    def _family_name(self) -> str:
        if self._chance.random() < 0.3:
            return self._chance.choice(self._family)
        families = [family for _, family in self._cultures.values() if family]
        return self._chance.choice(self._chance.choice(families))

    def _initial(self) -> str:
        return self._chance.choice("ABCDEFGHJKLMNOPRSTVWYZ")

    def _place(self) -> str:
        if self._chance.random() < 0.45:
            return self._chance.choice(self._towns)
        return self._chance.choice(word_lists.places())

    def _venue(self) -> str:
        pick, draw = self._chance.choice, self._chance.random()
        first = self._place() if draw < 0.25 else self._family_name() if draw < 0.4 else pick(_VENUE_FIRST)
        second = f" {pick(_VENUE_SECOND)}" if draw > 0.75 else ""
        last = pick(_VENUE_LAST)
        last = f"{pick(['Primary ', 'Secondary ', 'High ', ''])}School" if last == "School" else last
        if draw > 0.93:
            return f"{pick(['Hotel', 'Club', 'Casa', 'Bar', 'Café', 'Villa', 'St'])} {first}"
        return f"{first}{second} {last}"

    def _street(self) -> str:
        pick, draw = self._chance.choice, self._chance.random()
        name = self._family_name() if draw < 0.5 else self._place() if draw < 0.7 else pick(_VENUE_FIRST)
        return f"{pick(_STREET_FIRST)} {name}" if draw > 0.85 else f"{name} {pick(_STREET_LAST)}"

    def _misspelt(self, name: str) -> str:
        """One name in twelve has a typing error."""
        return misspelt(name, self._chance) if self._chance.random() < 0.08 else name


def misspelt(word: str, chance: random.Random) -> str:
    """The word with a letter lost, doubled, changed, or swapped with its neighbour; short words stay."""
    if len(word) < 5 or not word.isalpha():
        return word
    at, vowel = chance.randrange(1, len(word) - 1), chance.choice("aeiou")
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + vowel + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
