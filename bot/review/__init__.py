"""The review list: what could not be answered or did not help, and how it becomes better content.

A text is kept only if its writer sends it. A proposal needs a second person and leaves the house as files;
nothing goes into training by itself.
"""
