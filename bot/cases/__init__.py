"""Cases: what is kept about the help for one person, under a code that tells nobody who that is.

    cases.find("B-014")                                   # Case, or NoSuchCase
    cases.consent.given("B-014", "referral", "health")    # whether it holds today
    with holding(cases.shelf, "B-014", now) as (session, sealer): …   # to keep something sealed with the case's key

There is no field for a name, an address or a story. What a person writes freely goes through `Shelf.masked` first.
"""
