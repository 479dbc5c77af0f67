"""The site of the tests of matters."""

from tests.bot.matters import conftest as _matters

clock, house, night = _matters.clock, _matters.house, _matters.night
matters, restarted, case, agree = _matters.matters, _matters.restarted, _matters.case, _matters.agree
