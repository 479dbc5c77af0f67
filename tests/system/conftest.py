import pytest

from bot.assembly import opened
from bot.engine import training
from bot.settings import Settings


@pytest.fixture(scope="session")
def trained():
    """The settings of this checkout, with a model trained from what is here (`make test` trains first)."""
    settings = Settings()
    if not training.is_current(settings):
        training.train(settings)
    return settings


@pytest.fixture(scope="session")
def house(trained):
    """The whole house in this process, keeping nothing."""
    with opened(trained, keep_records=False) as opened_house:
        yield opened_house
