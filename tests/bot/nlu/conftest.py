"""Rasa's surroundings made by hand, so that a component can be tried without training an assistant."""

from __future__ import annotations

from bot.engine.engine import quiet_rasa

quiet_rasa()  # before anything below imports Rasa

import pytest  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.nlu.clauses import ClauseSplitter  # noqa: E402
from bot.nlu.encoder import Encoder, packaged_weights  # noqa: E402
from bot.nlu.features import NgramFeaturizer, SentenceEncoder  # noqa: E402

#: Text, intent, labels: enough to tell a few things apart.
EXAMPLES = [
    ("he shouts at everybody and slams the doors", "describe_behaviour", {"reactions": ["anger"]}),
    ("she is furious and throws plates", "describe_behaviour", {"reactions": ["anger"]}),
    ("he is angry and shouts at the staff", "describe_behaviour", {"reactions": ["anger"]}),
    ("she shouted and slammed her door", "describe_behaviour", {"reactions": ["anger"]}),
    ("she is afraid to go outside", "describe_behaviour", {"reactions": ["fear_anxiety"]}),
    ("he trembles and cannot sleep at night", "describe_behaviour", {"reactions": ["fear_anxiety"]}),
    ("she is scared and sleeps with the light on", "describe_behaviour", {"reactions": ["fear_anxiety"]}),
    ("he is afraid of every noise at night", "describe_behaviour", {"reactions": ["fear_anxiety"]}),
    ("she ate lunch and watched television", "describe_behaviour", {"reactions": []}),
    ("he went shopping and came back happy", "describe_behaviour", {"reactions": []}),
    ("they played cards after dinner", "describe_behaviour", {"reactions": []}),
    ("she wants to die", "describe_behaviour", {"situations": ["suicide_self_harm"]}),
    ("he says he will kill himself", "describe_behaviour", {"situations": ["suicide_self_harm"]}),
    ("she took all her pills to end it", "describe_behaviour", {"situations": ["suicide_self_harm"]}),
    ("he did not come back last night and nobody saw him", "describe_behaviour", {"situations": ["missing_person"]}),
    ("she is missing since yesterday", "describe_behaviour", {"situations": ["missing_person"]}),
    ("he left the house and is missing", "describe_behaviour", {"situations": ["missing_person"]}),
    ("this workload is killing me", "describe_behaviour", {"situations": []}),
    ("may I tell the police that she is here", "ask_principle", {"topic": "confidentiality"}),
    ("who may read the file of a resident", "ask_principle", {"topic": "confidentiality"}),
    ("must she agree before we call a doctor", "ask_principle", {"topic": "informed_consent"}),
    ("do I need her consent for the photo", "ask_principle", {"topic": "informed_consent"}),
    ("show me the arrival checklist", "ask_checklist", {"topic": "arrival"}),
    ("a new resident comes tonight what do we do", "ask_checklist", {"topic": "arrival"}),
    ("checklist for the journey home", "ask_checklist", {"topic": "travel"}),
    ("what do we do on the day of travel", "ask_checklist", {"topic": "travel"}),
    ("hello", "greet", {}),
    ("good evening", "greet", {}),
    ("hi there", "greet", {}),
]


@pytest.fixture(scope="session")
def encoder():
    return Encoder(packaged_weights())


@pytest.fixture
def context():
    return ExecutionContext(GraphSchema({}), node_name="node")


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage.create(tmp_path)


class Bench:
    """Puts a component together as Rasa would: made, trained, stored, loaded."""

    examples = EXAMPLES

    def __init__(self, storage, context, sentence_encoder) -> None:
        self.storage, self.context, self._encoder = storage, context, sentence_encoder
        self._features = None

    def make(self, kind, **config):
        full = {**kind.get_default_config(), **config}
        return kind.create(full, self.storage, Resource(kind.__name__), self.context)

    def load(self, kind, **config):
        full = {**kind.get_default_config(), **config}
        return kind.load(full, self.storage, Resource(kind.__name__), self.context)

    def featurised(self, examples=EXAMPLES) -> TrainingData:
        """The examples with their features, after the n-grams were learnt."""
        built = [Message.build(text, intent=intent, example_metadata=labels) for text, intent, labels in examples]
        data = TrainingData(built)
        self._features = [self._encoder, self.make(NgramFeaturizer, least_examples=1)]
        data = self._features[0].process_training_data(data)
        self._features[1].train(data)
        return self._features[1].process_training_data(data)

    def read(self, text: str) -> Message:
        """A message as it arrives at a recogniser: split into clauses, with features."""
        message = Message({"text": text})
        for component in (self.make(ClauseSplitter), *self._features):
            component.process([message])
        return message

    def twice(self, kind, texts, **config) -> list[tuple[Message, Message]]:
        """The texts as the component sees them just after training, and after it was stored and loaded."""
        trained = self.make(kind, **config)
        trained.train(self.featurised())
        loaded = self.load(kind, **config)
        return [(trained.process([self.read(text)])[0], loaded.process([self.read(text)])[0]) for text in texts]


@pytest.fixture(scope="session")
def sentence_encoder(tmp_path_factory):
    """One for all tests, keeping the embeddings of the examples: loading and computing them is most of the time."""
    config = {**SentenceEncoder.get_default_config(), "cache": str(tmp_path_factory.mktemp("cache"))}
    return SentenceEncoder(config, "SentenceEncoder")


@pytest.fixture
def bench(storage, context, sentence_encoder):
    return Bench(storage, context, sentence_encoder)
