"""An answer as plain text: for the command line, and the field `text` of `steadyhand ask --json`."""

from __future__ import annotations

from knowledge.answer import Answer, AnswerItem, AnswerSection
from knowledge.guidance.desk import Desk


def plain_text(desk: Desk, answer: Answer) -> str:
    """Everything the answer says, block by block."""
    blocks = [part for part in (answer.title, answer.lead) if part]
    blocks += [_section(desk, section) for section in answer.sections]
    if answer.choices:
        blocks.append(desk.phrase("text_next", choices=" · ".join(choice.title for choice in answer.choices)))
    return "\n\n".join(blocks)


def _section(desk: Desk, section: AnswerSection) -> str:
    rows = [section.title.upper()]
    for number, item in enumerate(section.items, start=1):
        rows.append(f"{f'{number}.' if section.ordered else '-'} {_item(desk, item)}")
    return "\n".join(rows)


def _item(desk: Desk, item: AnswerItem) -> str:
    parts = [item.text]
    if item.because:
        parts.append(desk.phrase("text_why", because=item.because))
    if item.quotes:
        parts.append(desk.phrase("text_wrote", quotes="; ".join(f"“{quote}”" for quote in item.quotes)))
    if item.phone:
        parts.append(desk.phrase("text_phone", phone=item.phone))
    if item.sources:
        mark = desk.phrase("text_supplementary") if item.supplementary else ""
        parts.append(f"[{', '.join(item.sources)}{mark}]")
    return " ".join(parts)
