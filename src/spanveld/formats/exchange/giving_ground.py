"""What all parts of giving a study out look up: GUIDs, labels, layers, and what came from another program to be written back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spanveld.formats.exchange.guids import Guids
from spanveld.formats.exchange.leftovers import Leftovers, whole_guid
from spanveld.formats.exchange.project import Stamp, User
from spanveld.formats.exchange.refi.xml_text import moment
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused, quoted
from spanveld.model.records import Coding, Passage, Source
from spanveld.model.study import StudyContent

__all__ = ["Ground"]


class Ground:
    """One study that is given out; of ``layers`` only, where some are named."""

    def __init__(self, content: StudyContent, layers: Iterable[str] = ()) -> None:
        self.content = content
        self.guids = Guids(content)
        self.left = Leftovers(content)
        self.language = content.language
        self.say = translator(content.language)
        self.layers = frozenset(self._known(layers))
        self.codes_back = self._codes_back()
        self._codes: dict[tuple[str, str], str] = {}
        self.coders: dict[str, str] = {}
        self.users: dict[str, User] = {}
        for coder in content.records.get("coder", ()):
            guid = self.guids.of("coder", coder)
            self.coders[coder.coder] = guid
            self.users[guid] = User(guid, coder.name or coder.coder)
        self._named = {coder.name: coder.coder for coder in content.records.get("coder", ()) if coder.name}
        self.sources: dict[str, str] = {
            source.source: self.guids.of("source", source) for source in content.records.get("source", ())
        }
        self.code_guids: frozenset[str] = frozenset()
        """The codes that go out; set when they are known."""
        self.passages: dict[str, str] = {}
        self.given: dict[str, str] = {}
        """Passages that go out as a selection, each with its GUID."""
        self.codings: dict[str, list[Coding]] = defaultdict(list)
        for coding in content.records.get("coding", ()):
            if not self.layers or self.guids.layer_name(coding.layer) in self.layers:
                self.codings[coding.passage].append(coding)
        self.by_source: dict[str, list[Passage]] = defaultdict(list)
        again = self._again()
        self.again: dict[str, list[str]] = defaultdict(list)
        """Passage -> further passages over the same words, made because it could not carry all its codes."""
        by_guid: dict[str, str] = {}
        for passage in content.records.get("passage", ()):
            guid = self.guids.of("passage", passage)
            self.passages[passage.passage] = guid
            by_guid[guid] = passage.passage
            if guid in again:
                continue
            if not self.layers or passage.passage in self.codings:
                self.by_source[passage.source].append(passage)
        for guid, first in again.items():
            if guid in by_guid and first in by_guid:
                self.again[by_guid[first]].append(by_guid[guid])

    @property
    def partial(self) -> bool:
        """Whether only some layers are given out."""
        return bool(self.layers)

    def code(self, layer: str, code: str) -> str:
        """The GUID of a code; the one it came with, where a code of another program was brought under it."""
        key = (layer, code)
        if key not in self._codes:
            full = self.guids.layer_name(layer)
            self._codes[key] = self.codes_back.get((full, code)) or self.guids.code(layer, code)
        return self._codes[key]

    def coder(self, coder: str) -> str:
        """The GUID of a coder; "" for nobody."""
        return self.coders.get(coder, "") if coder else ""

    def author(self, name: str) -> str:
        """The GUID of who wrote something: a coder of that identifier or name, else somebody of that name who is no coder."""
        if not name:
            return ""
        if found := self.coder(name) or self.coder(self._named.get(name, "")):
            return found
        guid = self.guids.named("author", name)
        self.users.setdefault(guid, User(guid, name))
        return guid

    def known_user(self, guid: str) -> str:
        """A user named by something that came from another program, who is listed where more than the GUID is known."""
        if guid and guid not in self.users:
            users: Sequence[Mapping[str, Any]] = self.left.extras("", "Project").get("users", ())
            name = next((str(user.get("name", "")) for user in users if user.get("guid") == guid), "")
            if name:
                self.users[guid] = User(guid, name)
        return guid

    def stamp(self, data: Mapping[str, Any], creator: str = "") -> Stamp:
        """A stamp as it was kept; ``creator``, where one is given, is who the study says it was."""
        return Stamp(
            creator or self.known_user(str(data.get("creator", ""))),
            moment(str(data.get("created", ""))),
            self.known_user(str(data.get("modifier", ""))),
            moment(str(data.get("modified", ""))),
        )

    def whole(self, source: Source) -> str:
        """The GUID of the passage that stands for what is given to the source as a whole."""
        return whole_guid(self.sources[source.source])

    def labels(self, labels: Mapping[str, str], otherwise: str) -> str:
        """A label in the study's language, else in English, else any; else what is given."""
        return labels.get(self.language) or labels.get("en") or next(iter(labels.values()), "") or otherwise

    def _known(self, layers: Iterable[str]) -> Iterable[str]:
        own = [layer.layer for layer in self.content.records.get("layer", ())]
        known = {*own, *(f"{each.id}/{layer.id}" for each in self.content.frameworks for layer in each.layers)}
        for layer in layers:
            full = self.guids.layer_name(layer)
            if full not in known:
                raise Refused(
                    N_("There is no layer {layer} in this study; it has: {known}."),
                    layer=quoted(layer),
                    known=", ".join(sorted(known)) or "-",
                )
            yield full

    def _codes_back(self) -> dict[tuple[str, str], str]:
        """Code of the study -> the GUID of the other program's code that was brought under it (the first of several)."""
        found: dict[tuple[str, str], str] = {}
        for guid, data in self.left.all("Code"):
            layer, _, code = str(data.get("to", "")).rpartition("/")
            if layer:
                found.setdefault((self.guids.layer_name(layer), code), guid)
        return found

    def _again(self) -> dict[str, str]:
        """GUID of a passage made because another could not carry all its codes -> the GUID of that other."""
        found: dict[str, str] = {}
        for _, data in self.left.all("Source"):
            selections = data.get("selections", {})
            if isinstance(selections, Mapping):
                for guid, extras in selections.items():
                    found.update(dict.fromkeys(map(str, extras.get("again", ())), str(guid)))
        return found
