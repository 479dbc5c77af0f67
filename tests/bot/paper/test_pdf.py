"""What stands on paper can be read there: in every European script, over several pages, and nothing besides."""

import io

import pytest
from pypdf import PdfReader

from bot.paper.paper import Paper, Part, Row
from bot.paper.pdf import as_pdf


def pages_of(pdf):
    """The words of each page as a reader of PDFs finds them."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_row_can_be_read_on_paper_also_in_greek_and_cyrillic():
    rows = (
        Row("Ask “how are you?” – first", box="done", small=("done by night-1",)),
        Row("Καλημέρα, привет, ş", "open"),
    )
    words = "".join(pages_of(as_pdf(Paper("Arrival", ("Case B-014",), (Part("The welcome", rows),), foot="no names"))))
    for expected in (
        "Arrival",
        "Case B-014",
        "The welcome",
        "“how are you?” –",
        "by night-1",
        "Καλημέρα, привет, ş",
        "no names",
    ):
        assert expected in words


def test_a_long_list_goes_on_on_the_next_page_and_every_page_has_its_number():
    rows = tuple(Row(f"step {number} " + "and so on " * 20, box="open") for number in range(60))
    pages = pages_of(as_pdf(Paper("Long", parts=(Part("All", rows),))))
    assert all(f"step {number} " in "".join(pages) for number in range(60))
    assert len(pages) > 2 and all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))


@pytest.mark.parametrize("box", ["open", "done", "not_applicable", "differs"])
def test_every_box_is_drawn(box):
    plain = as_pdf(Paper("T", parts=(Part("", (Row("step"),)),)))
    assert len(as_pdf(Paper("T", parts=(Part("", (Row("step", box=box),)),)))) > len(plain)


def test_the_file_tells_nothing_of_who_made_it_or_on_which_computer():
    pdf = as_pdf(Paper("Arrival"))
    assert b"/Author" not in pdf and b"/Creator" not in pdf
