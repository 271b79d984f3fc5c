"""The topic list of a study: show, take, use, mark, unmark, propose, write."""

from __future__ import annotations

import sys

import click

from spanveld.cli.command import Group, translate
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width, write_file
from spanveld.model.errors import N_, Refused
from spanveld.model.records import TOPIC_STATES

__all__ = ["topics"]

SOURCES = N_("Sources; left out, all of them.")
source = argument("source", N_("SOURCE"), N_("A source of the study."))
topic = argument("topic", N_("TOPIC"), N_("A topic of the guide by which the source was held."))


@click.group(
    cls=Group,
    subcommand_metavar="COMMAND [ARGS]...",
    short_help=N_("The topic list: take, show, mark and propose"),
    help=N_(
        "The topic list (interview guide) of a study in its versions, and per source what became of each topic: asked, spoken of without "
        "being asked, or not. A coder marks; the program proposes, by the wording of the interviewer's turns."
    ),
    examples=(
        "spanveld topics take vru.spanveld framework:governance-tensions",
        "spanveld topics show vru.spanveld",
        "spanveld topics mark vru.spanveld R1 handling asked_spoken",
    ),
)
def topics() -> None:
    pass


@topics.command(
    short_help=N_("Show the guides and the state of each topic"),
    help=N_(
        "Show the guides, and per source the state of each topic: as a coder marked it, or 'proposed: ...' where the wording suggests it "
        "and nobody marked it. With --guide one guide with all that it asks."
    ),
    examples=("spanveld topics show vru.spanveld", "spanveld topics show vru.spanveld R1 R2"),
)
@study
@argument("sources", N_("SOURCE..."), SOURCES, nargs=-1)
@option("--guide", metavar=N_("ID"), default="", help=N_("Show this guide with its questions."))
@json_output
def show(study: str, sources: tuple[str, ...], guide: str, as_json: bool) -> None:
    from spanveld.session.topics import guide_lines, topic_list_lines, topics_of

    with opened(study) as it, progress(N_("Reading ...")):
        found = topics_of(it).show(*sources)
    if guide:
        shown = found.guide(guide)
        print_json(shown.as_json()) if as_json else print_lines(guide_lines(found, guide, translate, width=width()))
    elif as_json:
        print_json(found.as_json())
    else:
        print_lines(topic_list_lines(found, translate, width=width()))


@topics.command(
    short_help=N_("Bring in a version of the topic list"),
    help=N_(
        "Bring in a version of the topic list, from a YAML or CSV file, or from a framework that the study has adopted. Texts are taken "
        "in the study's language. Older versions stay, and sources keep theirs; the same topics are not taken twice."
    ),
    examples=(
        "spanveld topics take vru.spanveld framework:governance-tensions",
        "spanveld topics take vru.spanveld topics-2.yaml --id guide-2 --date 2026-03-01 --reason 'Asks about costs too'",
    ),
)
@study
@argument("file", N_("FILE|framework:ID"), N_("The topic list: a .yaml or .csv file, or framework:ID."))
@option("--id", "identifier", metavar=N_("ID"), default="", help=N_("What this version is called in the study."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why it differs from the one before."))
@option("--date", metavar=N_("DATE"), default="", help=N_("From when it is used: YYYY, YYYY-MM or YYYY-MM-DD."))
@as_coder
@json_output
def take(study: str, file: str, identifier: str, reason: str, date: str, coder: str, as_json: bool) -> None:
    from spanveld.session.topics import topics_of

    with opened(study, coder) as it:
        group = topics_of(it)
        name = group.take(file, id=identifier, reason=reason, date=date)
        taken = group.show().guide(name)
    if as_json:
        print_json(taken.as_json())
        return
    count = len(taken.topics)
    say(N_("Took guide {guide}; topics: {count}. 'spanveld undo' takes it back."), guide=name, count=count)


@topics.command(
    short_help=N_("Say by which guide sources were held"),
    help=N_("Say by which guide sources were held, in place of what was known; with --also beside it."),
    examples=("spanveld topics use vru.spanveld guide-2 R5 R6 R7",),
)
@study
@argument("guide", N_("GUIDE"), N_("A guide of the study."))
@argument("sources", N_("SOURCE..."), N_("The sources that were held by it."), nargs=-1, required=True)
@option("--also", is_flag=True, help=N_("Keep the guides that the sources have."))
@as_coder
@json_output
def use(study: str, guide: str, sources: tuple[str, ...], also: bool, coder: str, as_json: bool) -> None:
    from spanveld.session.topics import topics_of

    with opened(study, coder) as it:
        topics_of(it).use(guide, *sources, also=also)
    if as_json:
        print_json({"guide": guide, "sources": list(sources)})
        return
    say(N_("Held by {guide}: {sources}."), guide=guide, sources=", ".join(sources))


@topics.command(
    short_help=N_("Say what became of a topic in a source"),
    help=N_(
        "Say what became of a topic in a source, in place of an older mark. The mark is that of the coder who gives it."
    ),
    examples=(
        "spanveld topics mark vru.spanveld R1 handling spoken_unasked --note 'the letter of the village' --as anna",
    ),
)
@study
@source
@topic
@argument(
    "state",
    N_("STATE"),
    N_("asked_spoken, spoken_unasked, asked_nothing, not_asked or not_applicable."),
    type=click.Choice(TOPIC_STATES),
)
@option("--note", metavar=N_("TEXT"), default="", help=N_("A remark that goes with the mark."))
@as_coder
@json_output
def mark(study: str, source: str, topic: str, state: str, note: str, coder: str, as_json: bool) -> None:
    from spanveld.session.topics import topics_of

    with opened(study, coder) as it:
        topics_of(it).mark(source, topic, state, note=note)
        by = it.actor
    if as_json:
        print_json({"source": source, "topic": topic, "state": state, "coder": by, "note": note})
        return
    say(N_("Marked {topic} in {source} as {state}, by {coder}."), topic=topic, source=source, state=state, coder=by)


@topics.command(
    short_help=N_("Take a mark away"),
    help=N_("Take the mark of a topic in a source away."),
    examples=("spanveld topics unmark vru.spanveld R1 handling",),
)
@study
@source
@topic
@as_coder
@json_output
def unmark(study: str, source: str, topic: str, coder: str, as_json: bool) -> None:
    from spanveld.session.topics import topics_of

    with opened(study, coder) as it:
        topics_of(it).unmark(source, topic)
    if as_json:
        print_json({"source": source, "topic": topic, "state": ""})
        return
    say(N_("Took the mark of {topic} in {source} away."), topic=topic, source=source)


@topics.command(
    short_help=N_("Show what the wording suggests, and accept it"),
    help=N_(
        "Show what the wording of the interviewer's turns suggests of topics that nobody marked, each with the turn that it rests on. "
        "With --accept it asks, and then marks them as yours. That nothing was found of a topic is never accepted as 'not asked': mark "
        "that yourself."
    ),
    examples=("spanveld topics propose vru.spanveld", "spanveld topics propose vru.spanveld R1 --accept --as anna"),
)
@study
@argument("sources", N_("SOURCE..."), SOURCES, nargs=-1)
@option("--accept", is_flag=True, help=N_("Mark what is proposed as yours, after it was shown and you agreed."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@as_coder
@json_output
def propose(study: str, sources: tuple[str, ...], accept: bool, yes: bool, coder: str, as_json: bool) -> None:
    from spanveld.session.topics import proposal_lines, topics_of

    with opened(study, coder) as it:
        group = topics_of(it)
        with progress(N_("Reading ...")):
            found = group.show(*sources)
        marks = [
            (item.source, state.topic, state.proposed)
            for item in found.sources
            for state in item.topics
            if state.to_accept
        ]
        if not as_json:
            print_lines(proposal_lines(found, translate, width=width()))
        if accept and marks:
            if not yes:
                _ask(as_json, len(marks))
            group.mark_all(marks)
        by = it.actor if accept else ""
    if as_json:
        proposals = [{"source": name, "topic": topic, "state": state} for name, topic, state in marks]
        print_json({"accepted": len(marks) if accept else 0, "coder": by, "proposals": proposals})
    elif accept and marks:
        say(N_("Topics marked: {count}, by {coder}. 'spanveld undo' takes that back."), count=len(marks), coder=by)


def _ask(as_json: bool, count: int) -> None:
    if as_json or not sys.stdin.isatty():
        raise Refused(N_("Nothing was marked. Say --yes to accept without being asked."))
    click.confirm(translate(N_("Mark these topics ({count}) as yours?")).format(count=count), abort=True)


@topics.command(
    short_help=N_("Write a guide to a file, to edit it"),
    help=N_("Write a guide as a YAML file. Edit it, and take it as a newer version."),
    examples=("spanveld topics write vru.spanveld guide-1 -o guide-2.yaml",),
)
@study
@argument("guide", N_("GUIDE"), N_("A guide of the study."))
@option("-o", "--output", metavar=N_("FILE"), default="", help=N_("Write to this file instead of standard output."))
@json_output
def write(study: str, guide: str, output: str, as_json: bool) -> None:
    from spanveld.session.topics import topics_of

    with opened(study) as it:
        text = topics_of(it).written(guide)
    if output:
        write_file(output, text)
    if as_json:
        print_json({"guide": guide, "file": output} if output else {"guide": guide, "text": text})
    elif output:
        say(N_("Wrote {file}."), file=output)
    else:
        click.echo(text, nl=False)
