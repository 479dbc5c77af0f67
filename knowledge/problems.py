"""What is wrong with a content file, in words its author can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: which file, which field, what is wrong and what to do."""

    file: str
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """One line, as it is printed by `steadyhand content check`."""
        where = f"{self.file}: {self.field}" if self.field else self.file
        return f"{where}: {self.message} → {self.remedy}"


class ContentError(Exception):
    """The content cannot be used. `problems` lists every reason found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
