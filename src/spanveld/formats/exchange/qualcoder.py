"""Projects of QualCoder, as they lie on disk: the folder ``NAME.qda`` with its database and files, in any version since the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from spanveld.formats.exchange.foreign_database import integer, text
from spanveld.formats.exchange.project import Case, Note, Project, Source, Stamp, Value, Variable
from spanveld.formats.exchange.qualcoder_codes import codes
from spanveld.formats.exchange.qualcoder_folder import is_qualcoder, opened
from spanveld.formats.exchange.qualcoder_graphs import graphs
from spanveld.formats.exchange.qualcoder_sources import Sources, sources
from spanveld.formats.exchange.qualcoder_state import Row, State
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.formats.sources.parts import Unreadable
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.model.errors import N_, quoted

__all__ = ["READER", "QualCoderReader"]

NEWEST = 17
"""The version of the database up to which all tables are known."""
_OWN = ("stored_sql", "manage_files_display", "files_filter")
_NEEDED = ("source", "code_name", "code_text")
_HIDDEN = ("0", "False", "false")

Values = dict[tuple[str, int | None], tuple[Value, ...]]


class QualCoderReader:
    """Reads a project folder of QualCoder, a zip file of one, or its database alone."""

    name = "qualcoder"

    def recognises(self, path: Path) -> bool:
        """Whether the file or folder is a project of QualCoder, by what is in it."""
        return is_qualcoder(path)

    def read(self, path: Path, choices: ReadingChoices) -> Project:
        """The project; Unreadable where none can be made of it."""
        with opened(path) as folder, folder.tables() as database, no_collecting():
            missing = [table for table in _NEEDED if table not in database.tables]
            if missing:
                raise Unreadable(
                    N_("it is no project of QualCoder, or a damaged one: it has no table {table}."), table=missing[0]
                )
            return _project(State(folder, database, choices))


READER = QualCoderReader()


def _project(state: State) -> Project:
    row = _about(state)
    _coders(state)
    variables, values = _attributes(state)
    tree = codes(state)
    names = {integer(case["caseid"]): text(case["name"]) for case in state.rows("cases", "caseid", "name")}
    files = {number: found for (kind, number), found in values.items() if kind == "file"}
    found = sources(state, tree, files, _references(state), names)
    cases, numbers = _cases(state, found, values)
    _journals(state, values, variables)
    kept = graphs(state, tree, found, numbers)
    _left_out(state, found.listed)
    return Project(
        name=state.folder.name,
        origin=state.origin,
        format="qualcoder",
        stamp=Stamp(created=state.moment(row["date"])),
        description=text(row["memo"]),
        users=tuple(state.users.values()),
        codes=tree.listed,
        variables=variables,
        cases=cases,
        sources=found.listed,
        notes=tuple(state.notes),
        links=tuple(found.links),
        kept=tuple(kept),
        account=state.tell(),
    )


def _about(state: State) -> Row:
    """The project's own row: what it was made by, and when, from which all GUIDs follow."""
    columns = ("databaseversion", "date", "memo", "about")
    row: Row = [dict.fromkeys(columns), *state.rows("project", *columns)][-1]
    about = text(row["about"]).strip()
    state.origin = about if "qualcoder" in about.lower() else f"QualCoder {about}".strip()
    state.seed = text(row["date"]).strip() or state.folder.name
    state.without_zone()
    version = integer(text(row["databaseversion"]).strip().lower().lstrip("v"))
    if version is not None and version > NEWEST:
        state.account.remark(
            N_(
                "It was made by a newer QualCoder (tables v{version}; known up to v{newest}); look whether all is there."
            ),
            version=version,
            newest=NEWEST,
        )
    return row


def _coders(state: State) -> None:
    for coder in state.rows("coder_names", "name", "visibility"):
        state.user(coder["name"])
        if text(coder["visibility"]) in _HIDDEN:
            state.reasons.add(
                N_("Coders that are hidden in QualCoder, whose codings came along: {count} ({examples})."),
                text(coder["name"]),
            )


def _attributes(state: State) -> tuple[tuple[Variable, ...], Values]:
    """The variables, and the values of files, cases and journals by their number."""
    made: dict[str, Variable] = {}
    for row in state.rows("attribute_type", "name", "date", "owner", "memo", "caseOrFile", "valuetype"):
        name = text(row["name"])
        kind = "Float" if text(row["valuetype"]) == "numeric" else "Text"
        made[name] = Variable(state.guid("attribute_type", name), name, kind, text(row["memo"]))
        state.found("Variable")
    values: dict[tuple[str, int | None], list[Value]] = defaultdict(list)
    for row in state.rows("attribute", "attrid", "name", "attr_type", "value", "id", "date", "owner"):
        name, value = text(row["name"]), text(row["value"])
        state.found("VariableValue")
        if not value.strip():
            state.became("VariableValue", "dropped")
            state.reasons.add(N_("Attributes without a value, which were left out: {count} ({examples})."), name)
            continue
        if name not in made:
            made[name] = Variable(state.guid("attribute_type", name), name)
            state.found("Variable")
        variable = made[name]
        kind = variable.type if variable.type == "Text" or _is_number(value) else "Text"
        values[text(row["attr_type"]).strip().lower(), integer(row["id"])].append(Value(variable.guid, value, kind))
        state.reasons.add(N_("Attributes that came without who gave them and when: {count} ({examples})."), name)
    return tuple(made.values()), {key: tuple(found) for key, found in values.items()}


def _is_number(value: str) -> bool:
    """Whether the standard takes it as a decimal number."""
    sign, digits = value.strip()[:1], value.strip().lstrip("+-").replace(".", "", 1)
    return bool(sign) and digits.isascii() and digits.isdigit()


def _references(state: State) -> dict[int | None, str]:
    """The bibliographic references: one note each, written as RIS."""
    lines: dict[int | None, list[str]] = defaultdict(list)
    for row in state.rows("ris", "risid", "tag", "longtag", "value"):
        lines[integer(row["risid"])].append(f"{text(row['tag'])}  - {text(row['value'])}")
    made = {}
    for number, listed in lines.items():
        title = next((line[6:] for line in listed if line[:2] in ("TI", "T1", "BT")), "") or f"reference {number}"
        made[number] = state.note(Note(state.guid("ris", number), title, "\n".join(listed)))
        state.reasons.add(N_("Bibliographic references that became memos: {count} ({examples})."), title)
    return made


def _cases(state: State, found: Sources, values: Values) -> tuple[tuple[Case, ...], Mapping[int | None, str]]:
    made, numbers = [], {}
    for row in state.rows("cases", "caseid", "name", "memo", "owner", "date"):
        number, name = integer(row["caseid"]), text(row["name"])
        numbers[number] = state.guid("cases", row["caseid"], row["date"])
        state.found("Case")
        state.user(row["owner"])
        state.reasons.add(N_("Cases that came without who made them and when: {count} ({examples})."), name)
        made.append(
            Case(
                numbers[number],
                name,
                text(row["memo"]),
                values=values.get(("case", number), ()),
                sources=tuple(dict.fromkeys(found.of_case.get(number, ()))),
                selections=tuple(found.pieces_of_case.get(number, ())),
            )
        )
    return tuple(made), numbers


def _journals(state: State, values: Values, variables: tuple[Variable, ...]) -> None:
    names = {variable.guid: variable.name for variable in variables}
    for row in state.rows("journal", "jid", "name", "jentry", "date", "owner"):
        given = values.get(("journal", integer(row["jid"])), ())
        if given:
            state.became("VariableValue", "changed", len(given))
            state.reasons.add(
                N_("Attributes of journals that became a description of the memo: {count} ({examples})."),
                text(row["name"]),
                len(given),
            )
        described = "\n".join(f"{names[value.variable]}: {value.value}" for value in given)
        state.note(
            Note(state.guid("journal", row["jid"]), text(row["name"]), text(row["jentry"]), state.stamp(row), described)
        )


def _left_out(state: State, listed: Iterable[Source]) -> None:
    """Says what has no place in a study: QualCoder's own settings, tables that nobody knows, and the list of real names."""
    for table in _OWN:
        _drop(
            state,
            table,
            N_("Settings and queries of QualCoder's own screens, which were left out: {count} ({examples})."),
        )
    for table in sorted(state.database.tables - state.used - {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}):
        _drop(state, table, N_("Rows of tables that are not known, which were left out: {count} ({examples})."))
    for name in state.folder.files({source.file for source in listed}):
        state.found("file")
        state.became("file", "dropped")
        state.reasons.add(
            N_("Files in the folder that belong to no source, and were left out: {count} ({examples})."), name
        )
    if count := state.folder.pseudonyms():
        state.found("pseudonym", count)
        state.became("pseudonym", "dropped", count)
        state.account.remark(
            N_(
                "The file {file} says which real names {count} pseudonyms stand for. It was not read further, and does not come"
                " into the study; keep it apart, and safe."
            ),
            file=quoted("pseudonyms.json"),
            count=count,
        )


def _drop(state: State, table: str, reason: str) -> None:
    state.used.add(table)
    if count := state.database.count(table):
        state.found(table, count)
        state.became(table, "dropped", count)
        state.reasons.add(reason, table, count)
