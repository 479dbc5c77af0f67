"""`steadyhand openapi`: the OpenAPI description of the web front end, for whoever tests or guards it."""

from __future__ import annotations

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(arguments: argparse.Namespace) -> int:
    """Print the description as JSON."""
    from bot.gateway.openapi import description

    print(json.dumps(description(), indent=2, ensure_ascii=False))
    return 0
