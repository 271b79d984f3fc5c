"""What is left to do in a study, as lines that a person reads at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.todo import TASKS, Todo

__all__ = ["lines"]

LEFT = N_("{title}: {left} of {total}")
MORE = N_("and {count} more")


def lines(found: Todo, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Each task with its first things; what is in order is named in one line at the end."""
    width = fitting(width)
    yield Line(found.title or found.study, "title")
    for task in found.tasks:
        if not task.left:
            continue
        title, why = TASKS[task.task]
        yield Line("", "empty")
        head = translate(LEFT).format(title=translate(title), left=task.left, total=task.total)
        yield from wrapped(head, "kind", width)
        yield from wrapped(translate(why), "ground", width, "  ", 2)
        rows = [(item.name, " ".join([*([str(item.count)] if item.count else []), item.words])) for item in task.items]
        yield from aligned(rows, width, indent=4)
        if task.things > len(task.items):
            yield Line("    " + translate(MORE).format(count=task.things - len(task.items)), "ground")
    done = [translate(TASKS[task.task][0]) for task in found.tasks if not task.left and task.total]
    if done:
        yield Line("", "empty")
        yield from wrapped(translate(N_("In order: {names}.")).format(names=", ".join(done)), "good", width)
