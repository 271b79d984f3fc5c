"""A coded source on paper, and the comments of a Word file that came back: paper, comments."""

from __future__ import annotations

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, replace, study
from spanveld.cli.output import notice, opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_

__all__ = ["comments", "paper"]


@click.command(
    cls=Command,
    short_help=N_("Write a coded source as Word or for printing"),
    help=N_(
        "Write a coded source for whoever reads on paper: as .docx each passage is a comment in the margin, on exactly its words, with its "
        "codes by layer; as .html it is a page to be printed, with notes left of the lines and sub-cases right of them. The file holds the "
        "whole text. What is written into the Word file comes back with 'spanveld comments'."
    ),
    examples=(
        "spanveld paper vru.spanveld chapter6 chapter6.docx",
        "spanveld paper vru.spanveld chapter6 chapter6.html --coder anna --coder ben",
    ),
)
@study
@argument("source", N_("SOURCE"), N_("The source."))
@argument("file", N_("FILE"), N_("The file to write: .docx or .html."))
@option(
    "--coder",
    "coders",
    metavar=N_("CODER"),
    multiple=True,
    help=N_(
        "Whose passages and codes; may be repeated. 'all': everybody's; left out, your own, or all where you have none."
    ),
)
@replace
@as_coder
@json_output
def paper(
    study: str, source: str, file: str, coders: tuple[str, ...], replace: bool, coder: str, as_json: bool
) -> None:
    with opened(study, coder) as it, progress(N_("Writing ...")):
        written = it.paper.write(source, file, coders=coders, replace=replace)
    if as_json:
        print_json(written.as_json())
        return
    say(
        N_("Wrote {file}: passages {count}, of {coders}. It holds the whole text."),
        file=written.file,
        count=written.passages,
        coders=", ".join(written.coders) or "-",
    )
    if written.others:
        say(N_("Passages of others, not in it: {count}. --coder all shows them too."), count=written.others)


@click.command(
    cls=Command,
    short_help=N_("Bring back what was written into a Word file"),
    help=N_(
        "Bring back the comments of a Word file by 'spanveld paper': what answers or stands more in the comment on a passage becomes "
        "a memo on that passage, a new comment one on the passage whose words it is on (or that is nearest), else on the source, with the "
        "words. Author and day of the comment are those of the memo. Nothing else is changed; what came in before is passed over."
    ),
    examples=(
        "spanveld comments vru.spanveld chapter6-remarks.docx --dry-run",
        "spanveld comments vru.spanveld chapter6-remarks.docx --author 'Prof. Jansen'",
    ),
)
@study
@argument("file", N_("FILE"), N_("The Word file that came back."))
@option(
    "--author",
    metavar=N_("NAME"),
    default="",
    help=N_(
        "Who wrote what bears no name, such as words added to a comment of yours; left out, who saved the file last."
    ),
)
@option("--dry-run", is_flag=True, help=N_("Show what would come in; write nothing."))
@as_coder
@json_output
def comments(study: str, file: str, author: str, dry_run: bool, coder: str, as_json: bool) -> None:
    from spanveld.session.paper import comment_lines

    with opened(study, coder) as it, progress(N_("Reading ...")):
        returned = it.paper.read(file)
        found = (it.paper.plan if dry_run else it.paper.take)(returned, author=author)
    if as_json:
        print_json({**found.as_json(), "written": 0 if dry_run else len(found.fresh)})
        return
    print_lines(comment_lines(found, translate, width=width()))
    if dry_run:
        say(N_("Nothing was written."))
    elif found.fresh:
        say(N_("Memos written: {count}. 'spanveld undo' takes them back."), count=len(found.fresh))
    else:
        notice(translate(N_("There was nothing new; nothing was written.")))
