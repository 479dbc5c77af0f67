"""Makes sure there is a current model before a command that needs one, showing progress while it trains."""

from __future__ import annotations

import subprocess
import sys
import time

from bot.settings import Settings


def make_ready(settings: Settings, force: bool = False) -> bool:
    """Train if anything changed, or if forced. Returns whether it trained."""
    from bot.engine import training
    from bot.engine.engine import quiet_rasa

    if _is_ready(settings) and not force:
        return False
    quiet_rasa()
    started = time.monotonic()
    with _Bar() as bar:
        training.train(settings, bar.step, force)
    print(f"Trained in {time.monotonic() - started:.0f} s.", file=sys.stderr)
    return True


def made_ready_apart(settings: Settings) -> int:
    """What `make_ready` does, in a process of its own; returns its exit status, and has shown what it had to say.

    For who stays: training takes 3 GB, and the process that trained keeps 300 MB of it.
    """
    if _is_ready(settings):
        return 0
    command = [sys.executable, "-m", "bot.cli.main", "train"]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode  # noqa: S603  (our own module)


def _is_ready(settings: Settings) -> bool:
    from bot.assembly import open_desk
    from bot.engine import training

    open_desk(settings)  # unusable content is said before minutes of training
    return training.is_current(settings)


class _Bar:
    """A progress bar on standard error; plain lines when nobody watches a terminal."""

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        from bot.nlu.progress import STEPS

        # A console of its own: training redirects the standard streams to keep Rasa's own bars out.
        self._console = Console(file=sys.__stderr__)
        columns = (SpinnerColumn(), TextColumn("Training: {task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console, disable=not self._console.is_terminal)
        self._progress.start()
        self._task = self._progress.add_task("getting ready", total=STEPS + 1)
        self.step("getting ready", advance=0)
        return self

    def step(self, name: str, advance: int = 1) -> None:
        """Show a step."""
        self._progress.update(self._task, description=name, advance=advance)
        if not self._console.is_terminal:
            print(f"Training: {name} …", file=sys.__stderr__, flush=True)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
