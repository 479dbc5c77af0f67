"""Lets Rasa 3.6.21 be imported without TensorFlow and without the messaging services it can speak to.

Rasa imports every component and channel it ships, whether or not a configuration names it. TensorFlow alone would add
1 GB to the installation, 260 MB of memory and five seconds of start. This stands in for the eight modules of Rasa that
import it, and for its channels of other companies, which do not authenticate and which we never open.
A configuration that names one of them fails with a clear error. Written for exactly 3.6.21:
`tests/bot/engine/test_without_tensorflow.py` holds the contract.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, Sequence

RASA_VERSION = "3.6.21"

#: Rasa module → the classes other modules import from it.
TENSORFLOW_MODULES: dict[str, tuple[str, ...]] = {
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.utils.train_utils": (),
    "rasa.utils.tensorflow.environment": (),
}

CHANNEL_MODULES: dict[str, str] = {
    "rasa.core.channels.facebook": "FacebookInput",
    "rasa.core.channels.mattermost": "MattermostInput",
    "rasa.core.channels.rocketchat": "RocketChatInput",
    "rasa.core.channels.slack": "SlackInput",
    "rasa.core.channels.telegram": "TelegramInput",
    "rasa.core.channels.twilio": "TwilioInput",
    "rasa.core.channels.twilio_voice": "TwilioVoiceInput",
    "rasa.core.channels.webexteams": "WebexTeamsInput",
    "rasa.core.channels.hangouts": "HangoutsInput",
    "rasa.core.channels.botframework": "BotFrameworkInput",
}

#: Packages Rasa imports at the top of a module and uses only in parts we do not.
OPTIONAL_PACKAGES = frozenset({"boto3", "botocore", "matplotlib", "confluent_kafka"})
FORBIDDEN_PACKAGES = frozenset({"tensorflow", "keras", "tensorflow_hub", "tensorflow_text", "tensorflow_addons"})


class _Stubs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules above before Python looks for them on disk."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder.find_spec`."""
        if name in TENSORFLOW_MODULES or name in CHANNEL_MODULES:
            return importlib.machinery.ModuleSpec(name, self)
        if name.partition(".")[0] in FORBIDDEN_PACKAGES:
            raise ModuleNotFoundError(f"{name} is not part of Steadyhand", name=name)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """See `importlib.abc.Loader.create_module`."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Fill the stand-in with empty classes of the expected names."""
        name = module.__name__
        if name in CHANNEL_MODULES:
            _fill_channel(module)
            return
        for class_name in TENSORFLOW_MODULES[name]:
            setattr(module, class_name, type(class_name, (), {"__module__": name}))
        module.__getattr__ = _do_nothing_for  # type: ignore[method-assign]


class _OptionalPackages(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Placeholders for packages that are not installed; asked last, so an installed one is used."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder.find_spec`."""
        if name.partition(".")[0] in OPTIONAL_PACKAGES:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """See `importlib.abc.Loader.create_module`."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Any name asked of the placeholder is an empty exception class."""
        module.__getattr__ = _placeholder_for  # type: ignore[method-assign]


def _fill_channel(module: ModuleType) -> None:
    from rasa.core.channels.channel import InputChannel

    short = module.__name__.rpartition(".")[2]
    class_name = CHANNEL_MODULES[module.__name__]
    channel = type(class_name, (InputChannel,), {"name": classmethod(lambda cls: short)})
    setattr(module, class_name, channel)


def _do_nothing_for(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None


def _placeholder_for(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (Exception,), {})


def install() -> None:
    """Put the stand-ins in place. Must run before the first `import rasa`; a second call does nothing.

    Raises RuntimeError when another version of Rasa is installed than the stand-ins were written for.
    """
    if any(isinstance(finder, _Stubs) for finder in sys.meta_path):
        return
    from importlib.metadata import version

    found = version("rasa")
    if found != RASA_VERSION:
        raise RuntimeError(f"Rasa {found} is installed, but this was written for {RASA_VERSION}: run ./run again")
    sys.meta_path.insert(0, _Stubs())
    sys.meta_path.append(_OptionalPackages())
