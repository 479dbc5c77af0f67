"""Learns the encoder's adapter from `data/nlu`, on a developer's machine. The service itself never runs this.

It needs torch, which the product does not have, so it runs in an environment of its own:

    python3 -m venv ../adapter && ../adapter/bin/pip install torch transformers safetensors pyyaml
    ../adapter/bin/python bot/nlu/make_adapter.py FOLDER-OF-THE-WEIGHTS

`FOLDER-OF-THE-WEIGHTS` is what `packaged_weights()` of `bot.nlu.encoder` gives. It takes half an hour on two cores.
Afterwards pack the examples' embeddings anew (`./run python -m bot.nlu.embedding_cache`), train and measure
(`./run steadyhand train`, `./run steadyhand evaluate`) before you keep it.

Every matrix of the six layers gets a change of low rank; the weights themselves stay. It learns from all labels at
once: reactions and the first of them, urgent situations, requests, moves in practice. Held-out sets are never read.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from pathlib import Path
from typing import Any

RANK, ROUNDS, BATCH, SPEED = 32, 4, 32, 8e-4
_LONGEST, _SIZE, _SEED = 128, 384, 0
#: Kinds of labels that may be several at once, and how much each counts.
_SEVERAL = {"reactions": 3.0, "situations": 3.0, "moves": 2.5}
_PRACTICE = "practice_reply"
_URGENT = ("report_urgent", "not_urgent")
_PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Learn, saying how far it is, and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("adapter.safetensors"))
    given = parser.parse_args()
    examples = read_examples(_PROJECT / "data" / "nlu" / "en")
    learn(examples, given.weights, given.out)
    return 0


def read_examples(folder: Path) -> list[dict[str, Any]]:
    """Every example with its labels: text, intent, and the metadata of its block."""
    import yaml

    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    labels = {**(block.get("metadata") or {}), "intent": block["intent"]}
                    found.setdefault(line.strip()[2:], labels)
    return [{"text": text, **labels} for text, labels in found.items()]


def learn(examples: list[dict[str, Any]], weights: Path, out: Path) -> None:
    """Train the change of every matrix together with one linear reading of the embedding for each kind of label."""
    import torch
    from transformers import AutoTokenizer, BertModel

    torch.manual_seed(_SEED)
    pieces = AutoTokenizer.from_pretrained(weights)
    bert = BertModel.from_pretrained(weights, add_pooling_layer=False, attn_implementation="eager")
    changes = _add_changes(bert)
    names = {kind: sorted({name for one in examples for name in one.get(kind) or ()}) for kind in _SEVERAL}
    intents = sorted({one["intent"] for one in examples})
    sizes = {kind: len(found) for kind, found in names.items()}
    sizes |= {"first": len(names["reactions"]) + 1, "urgent": 1, "intent": len(intents)}
    readings = torch.nn.ModuleDict({kind: torch.nn.Linear(_SIZE, size) for kind, size in sizes.items()})
    scale = torch.nn.Parameter(torch.tensor(12.0))
    for one in examples:
        one["ids"] = pieces(one["text"], truncation=True, max_length=_LONGEST)["input_ids"]
    steps = ROUNDS * (len(examples) // BATCH)
    groups = [{"params": changes, "lr": SPEED, "weight_decay": 0.01}]
    groups.append({"params": [*readings.parameters(), scale], "lr": 3e-3, "weight_decay": 0.0})
    optimiser = torch.optim.AdamW(groups)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min(1, at / 100) * max(0.02, 1 - at / steps))
    bert.train()
    began, done, dice = time.time(), 0, random.Random(_SEED)  # noqa: S311
    for _ in range(ROUNDS):
        for batch in _batches(examples, dice):
            embedded = _embedded(bert, [one["ids"] for one in batch]) * scale
            loss = _loss(readings, embedded, batch, names, intents)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(changes, 1.0)
            optimiser.step()
            pace.step()
            done += 1
            if done % 100 == 0:
                print(f"{done} of {steps} steps, {time.time() - began:.0f} s, loss {loss.item():.3f}", file=sys.stderr)
    _write(bert, out)


def _add_changes(bert: Any) -> list[Any]:
    """Put a change beside every matrix of the layers. Gives what is to be learnt."""
    import torch

    class Changed(torch.nn.Module):
        def __init__(self, base: Any) -> None:
            super().__init__()
            self.base = base
            self.a = torch.nn.Parameter(torch.randn(base.in_features, RANK) / math.sqrt(base.in_features))
            self.b = torch.nn.Parameter(torch.zeros(RANK, base.out_features))
            self.drop = torch.nn.Dropout(0.05)

        def forward(self, x: Any) -> Any:
            return self.base(x) + (self.drop(x) @ self.a) @ self.b

    for parameter in bert.parameters():
        parameter.requires_grad = False
    for layer in bert.encoder.layer:
        attention = layer.attention.self
        attention.query, attention.key = Changed(attention.query), Changed(attention.key)
        attention.value = Changed(attention.value)
        layer.attention.output.dense = Changed(layer.attention.output.dense)
        layer.intermediate.dense = Changed(layer.intermediate.dense)
        layer.output.dense = Changed(layer.output.dense)
    return [parameter for parameter in bert.parameters() if parameter.requires_grad]


def _embedded(bert: Any, ids: list[list[int]]) -> Any:
    """Unit vectors, as `bot.nlu.encoder` makes them."""
    import torch

    longest = max(map(len, ids))
    padded, mask = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, one in enumerate(ids):
        padded[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1.0
    hidden = bert(input_ids=padded, attention_mask=mask).last_hidden_state
    weight = mask[:, :, None]
    return torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


def _loss(readings: Any, embedded: Any, batch: list[dict[str, Any]], names: dict[str, list[str]], intents: Any) -> Any:
    """What is wrong with the readings of a batch, each kind of label over the examples that carry it."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

    total = torch.zeros(())
    messages = [row for row, one in enumerate(batch) if one["intent"] != _PRACTICE]
    rows_of = {kind: [row for row, one in enumerate(batch) if one.get(kind) is not None] for kind in _SEVERAL}
    rows_of["situations"] = messages  # what says nothing of situations is not urgent
    for kind, weight in _SEVERAL.items():
        rows = rows_of[kind]
        if rows:
            wanted = torch.tensor([[float(n in (batch[row].get(kind) or ())) for n in names[kind]] for row in rows])
            wrong = binary_cross_entropy_with_logits(readings[kind](embedded[rows]), wanted)
            total = total + weight * wrong * len(rows) / len(batch)
    if messages:
        urgent = torch.tensor([[float(bool(batch[row].get("situations")))] for row in messages])
        total = total + 2 * binary_cross_entropy_with_logits(readings["urgent"](embedded[messages]), urgent)
    told = rows_of["reactions"]
    if told:
        order = [*names["reactions"], None]
        first = torch.tensor([order.index(next(iter(batch[row]["reactions"]), None)) for row in told])
        total = total + cross_entropy(readings["first"](embedded[told]), first) * len(told) / len(batch)
    asked = [row for row in messages if batch[row]["intent"] not in _URGENT]
    if asked:
        wanted = torch.tensor([intents.index(batch[row]["intent"]) for row in asked])
        total = total + 0.7 * cross_entropy(readings["intent"](embedded[asked]), wanted) * len(asked) / len(batch)
    return total


def _batches(examples: list[dict[str, Any]], dice: random.Random) -> list[list[dict[str, Any]]]:
    """All examples in batches of like length, in another order every round."""
    order = dice.sample(examples, len(examples))
    stretch = BATCH * 50
    sorted_ = [
        one
        for start in range(0, len(order), stretch)
        for one in sorted(order[start : start + stretch], key=lambda one: len(one["ids"]))
    ]
    batches = [sorted_[start : start + BATCH] for start in range(0, len(sorted_) - BATCH + 1, BATCH)]
    dice.shuffle(batches)
    return batches


def _write(bert: Any, out: Path) -> None:
    import numpy as np
    from safetensors.numpy import save_file

    learnt = {name: value for name, value in bert.named_parameters() if value.requires_grad}
    halves = {name: np.ascontiguousarray(value.detach().numpy().astype(np.float16)) for name, value in learnt.items()}
    save_file(dict(sorted(halves.items())), str(out))


if __name__ == "__main__":
    sys.exit(main())
