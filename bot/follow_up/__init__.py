"""Follow-up after somebody left: agreed safe ways of contact, a calendar of contacts, and what became of each."""
