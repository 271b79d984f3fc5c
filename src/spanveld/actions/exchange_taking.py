"""A project of another program as the records of a study: what merging then lays beside the study as it is.

``take`` gives what the file says (``theirs``), with the names that the study has for what it knows by GUID, and what of that the file
said already when it was last brought in (``base``): so only what changed in the file changes the study. What cannot be shown goes to
records of the kind ``foreign``; the account says what became of everything.
"""

from __future__ import annotations

import json
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from spanveld.actions.exchange_choices import TakingChoices, layer_for
from spanveld.actions.exchange_known import Known, sound
from spanveld.formats.exchange.account import Account, Fate
from spanveld.formats.exchange.leftovers import PROJECT
from spanveld.formats.exchange.project import Project
from spanveld.model.errors import N_, Refused, quoted
from spanveld.model.journal import canonical
from spanveld.model.records import Coder, Exchange, Foreign
from spanveld.model.study import StudyContent

__all__ = ["UNKNOWN", "Taken", "Taking", "read_data"]

UNKNOWN = "unknown"
"""The coder of whom a file says nothing but that there is one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file says as records, ``base`` as above; ``gone``: what it no longer has, and the study still (``kind:name``).

    ``exchange``: the name of this import; ``again``: of the earlier one of the same project ("": there is none).
    """

    theirs: StudyContent
    base: StudyContent
    account: Account
    exchange: str
    again: str = ""
    gone: tuple[str, ...] = ()


@dataclass(slots=True)
class Taking:
    """One project being taken; the parts of it are in the modules beside this one, each a function of this."""

    project: Project
    known: Known
    choices: TakingChoices
    file: str
    moment: str
    actor: str
    digest: str
    account: Account = field(init=False)
    records: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, str] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    foreign: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    coders: dict[str, str] = field(default_factory=dict)
    """User -> coder."""
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Code of the file -> (layer, code); one that is left out is not there."""
    subjects: dict[str, str] = field(default_factory=dict)
    """GUID -> ``kind:name`` of what memos and attributes can be about."""
    exclusive: frozenset[str] = frozenset()
    imports: list[str] = field(default_factory=list)
    root: str = ""
    """The first import of the same project, where there was one; what is kept of the project belongs to it."""
    exchange: str = ""
    layer: str = ""

    def __post_init__(self) -> None:
        self.account = deepcopy(self.project.account)

    # ------------------------------------------------------------------ what became of it
    def became(self, element: str, fate: Fate, count: int = 1) -> None:
        """Says what became of elements, also where the reader said ``changed`` of them; those that nobody counted are counted here."""
        if not count:
            return
        line = self.account.lines.get(element)
        taken, changed = (line.taken, line.changed) if line else (0, 0)
        if line and count > taken and fate != "changed":
            back = min(count - taken, changed)
            line.changed -= back
            line.taken += back
        held = line.taken if line else 0
        if fate == "changed" and count > held:
            count -= min(count - held, changed)  # changed already, by the reader
        self.account.found(element, max(count - held, 0))
        self.account.became(element, fate, count)

    def keep(self, item: str, element: str, data: Any) -> dict[str, Any]:
        """Keep something that has no place in the study; what is kept of the same thing already is added to."""
        row = self.foreign.setdefault((item, element), {})
        row.update(data)
        return row

    # ------------------------------------------------------------------ who
    def take_users(self) -> None:
        """Users become coders: those with the GUID of one are that one, those that a person named another's are that one."""
        before = {
            str(each.get("guid", "")): str(each.get("coder", ""))
            for each in self.known.left.extras("", PROJECT).get("users", ())
        }
        there = {each.coder for each in self.known.ours.records.get("coder", ())}
        named = {each.name for each in self.project.users} | {each.guid for each in self.project.users}
        if unknown := [name for name in self.choices.users if name not in named]:
            known = ", ".join(sorted(each.name or each.guid for each in self.project.users)) or "-"
            raise Refused(N_("The file has no user {name}; it has: {known}."), name=quoted(unknown[0]), known=known)
        for user in self.project.users:
            chosen = self.choices.users.get(user.guid) or self.choices.users.get(user.name, "")
            if chosen and chosen not in there:
                raise Refused(
                    N_("There is no coder '{name}' in this study; it has: {coders}."),
                    name=chosen,
                    coders=", ".join(sorted(there)) or "-",
                )
            earlier = before.get(user.guid, "")
            record = self.known.thing("coder", user.guid)
            if chosen or (earlier in there and record is None):
                self.coders[user.guid] = chosen or earlier
                self.subjects[user.guid] = f"coder:{chosen or earlier}"
                continue
            name = record.coder if record else self.known.slug("coder", user.name or "coder")
            self.coders[user.guid] = name
            self.subjects[user.guid] = f"coder:{name}"
            self.records["coder"].append(
                Coder(
                    name,
                    sound(user.name),
                    record.role if record else "",
                    record.affiliation if record else "",
                    user.guid,
                    record.own if record else {},
                )
            )
        if any(user.short and user.short != user.name for user in self.project.users):
            self.account.remark(N_("The initials or log-in names of users are not taken over."))

    def coder_of(self, user: str) -> str:
        """The coder who stands for a user; ``unknown`` for one whom the file does not tell of, "" where it names nobody."""
        if not user:
            return ""
        if user not in self.coders:
            self.coders[user] = UNKNOWN
            there = [*self.known.ours.records.get("coder", ()), *self.records["coder"]]
            if all(each.coder != UNKNOWN for each in there):
                self.records["coder"].append(Coder(UNKNOWN))
            self.account.remark(
                N_("Users of whom the file tells nothing are taken as the coder '{coder}'."), coder=UNKNOWN
            )
        return self.coders[user]

    # ------------------------------------------------------------------ the import itself
    def find_earlier(self) -> None:
        """The earlier import of the same project: the one that names most of its sources (of a codebook: most of its codes)."""
        mine = {source.guid for source in self.project.sources}, {code.guid for code in self.project.codes}
        best: tuple[int, int] = (0, 0)
        there = [each.exchange for each in self.known.ours.records.get("exchange", ())]
        for row in self.known.ours.records.get("foreign", ()):
            if row.element != PROJECT:
                continue
            data = read_data(row.content)
            sources, codes = set(data.get("sources", ())), set(data.get("codes", ()))
            shared = len(sources & mine[0]), 0 if sources or mine[0] else len(codes & mine[1])
            if shared > best:
                best, self.root = shared, row.exchange
                self.imports = [name for name in data.get("imports", (row.exchange,)) if name in there]
        number = 1
        while f"E{number}" in there:
            number += 1
        self.exchange = f"E{number}"

    @property
    def again(self) -> str:
        """The newest import of the same project before this one; empty where there is none."""
        return self.imports[-1] if self.imports else ""

    def layer_of_new_codes(self) -> str:
        """The chosen one, that of the earlier import, else a new one named after the file."""
        taken = {each.layer for each in self.known.ours.records.get("layer", ())}
        imports = {each.exchange: each for each in self.known.ours.records.get("exchange", ())}
        earlier = imports[self.again].layer if self.again else ""
        if self.choices.layer or earlier in taken:
            return self.choices.layer or earlier
        plain = layer_for(self.project, self.file)
        name, number = plain, 2
        while name in taken or self.known.naming.bringing(name):
            name, number = f"{plain}-{number}", number + 1
        return name

    def kept_rows(self) -> list[Foreign]:
        """What is kept as records; those of an earlier import of the same project are the same ones."""
        root = self.root or self.exchange
        return [Foreign(root, element, item, canonical(data)) for (item, element), data in self.foreign.items() if data]

    def exchange_row(self, account: str) -> Exchange:
        """The record of this import."""
        return Exchange(
            exchange=self.exchange,
            file=sound(self.file),
            origin=sound(self.project.origin),
            format=self.project.format,
            date=self.moment,
            digest=self.digest,
            coder=self.actor,
            layer=self.layer,
            account=account,
        )


def read_data(text: str) -> dict[str, Any]:
    """The JSON of a record of the kind ``foreign``; nothing where a person wrote something else there."""
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
