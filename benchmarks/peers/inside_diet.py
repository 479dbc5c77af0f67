"""Run by the environment that has TensorFlow: model, file of texts, file for the confidences of each text by intent."""

import asyncio
import json
import sys

from rasa.core.agent import Agent


def main() -> None:
    model, texts, out = sys.argv[1:]
    agent = Agent.load(model)
    rankings = asyncio.run(_rankings(agent, json.load(open(texts, encoding="utf-8"))))
    with open(out, "w", encoding="utf-8") as file:
        json.dump(rankings, file)


async def _rankings(agent, texts):
    parsed = [await agent.parse_message(text) for text in texts]
    return [{one["name"]: one["confidence"] for one in each["intent_ranking"]} for each in parsed]


main()
