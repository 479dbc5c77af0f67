"""Only what the content says is sent: never a number, a step or a name of the site, never a quotation."""

from __future__ import annotations

import pytest

from bot.telegram import rendering
from knowledge.answer import Answer, AnswerItem, AnswerSection
from knowledge.guidance import reactions, reference, service
from knowledge.guidance.desk import Desk
from knowledge.guidance.reactions import Seen
from knowledge.kinds import Checklist, Principle, Reaction, Topic
from knowledge.site import Contact, OwnNames, Site

OWN = [
    "Marigold House",
    "Harbour Street",
    "Zelda",
    "+44 20 7946 0112",
    "ring twice at the blue door",
    "the key is in the safe",
]


@pytest.fixture
def own_desk(store):
    """A site whose every word can be recognised."""
    steps = {item.id: (f"At this site {OWN[5]}.",) for item in store.all(Checklist)}
    return Desk(
        store,
        Site(
            emergency_number="+44 20 7946 0112",
            mask=OwnNames(shelter=(OWN[0],), staff=(OWN[2],), places=(OWN[1],)),
            contacts={"duty_supervisor": Contact(phone=OWN[3], note=OWN[4])},
            local_steps=steps,
        ),
    )


def every_answer(desk) -> list[Answer]:
    store = desk.store
    quoted = [reactions.explain(desk, [Seen(one.id, ("canary words",))]) for one in store.all(Reaction)]
    by_id = [reference.by_id(desk, one.id) for kind in (Principle, Checklist, Topic) for one in store.all(kind)]
    return [*quoted, *by_id, service.contacts(desk), service.trouble(desk), service.help_(desk)]


def test_no_word_of_the_site_and_no_quotation_is_in_any_page(own_desk):
    told = "\n".join(page for answer in every_answer(own_desk) for page in rendering.pages(answer, own_desk.site))
    assert [word for word in (*OWN, "canary") if word.lower() in told.lower()] == []
    assert len(told) > 50_000


def test_a_line_that_names_the_site_is_left_out_even_where_nobody_expects_it(own_desk):
    items = (AnswerItem(id="a", text="Go to harbour street."), AnswerItem(id="b", text="Sit down together."))
    answer = Answer(kind="help", lead="At Marigold House:", sections=(AnswerSection(id="x", title="Try", items=items),))
    assert rendering.pages(answer, own_desk.site) == ["TRY\n- Sit down together."]


def test_a_short_name_of_staff_takes_only_itself_out(store):
    desk = Desk(store, Site(mask=OwnNames(staff=("Ann",))))
    answer = Answer(kind="help", lead="You cannot plan this. Ask Ann.", title="You cannot plan this.")
    assert rendering.pages(answer, desk.site) == ["You cannot plan this."]


def test_pages_are_short_and_lose_no_line(desk):
    for item in (*desk.store.all(Principle), *desk.store.all(Checklist), *desk.store.all(Topic)):
        answer = reference.by_id(desk, item.id)
        pages = rendering.pages(answer, desk.site)
        assert all(0 < len(page) <= 1200 for page in pages)
        lines = [line.text for section in answer.sections for line in section.items]
        assert [line for line in lines if line not in "\n".join(pages)] == []


def test_sources_are_told_by_title_publisher_and_year(desk, store):
    answer = reference.checklist(desk, "arrival")
    told = rendering.sources(answer, desk)
    assert told.splitlines()[0].startswith(f"{answer.source_ids()[0]}: ") and len(told) <= 3500
