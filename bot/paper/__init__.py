"""Paper: what leaves the screen, as a PDF. Checklists, hand-over briefs, cases and letters are laid out alike.

    from bot.paper.paper import Paper, Part, Row
    from bot.paper.pdf import as_pdf
    as_pdf(Paper("Arrival", ("Case B-014",), (Part("The welcome", (Row("Greet the person.", box="done"),)),)))

Nothing here knows what is printed: names and stories must not be in what it is given.
"""
