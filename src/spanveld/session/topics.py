"""``study.topics``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spanveld.actions import topics
from spanveld.actions.theory import parse_framework
from spanveld.formats.guide_file import GuideContent, guide_of_framework, read_guide, write_guide
from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.reports import topics_text
from spanveld.reports.lines import WIDTH, Line
from spanveld.session.acting import Group
from spanveld.session.theory import text_of
from spanveld.store.records import Reader
from spanveld.views.topics import TopicList, TopicState, topic_list

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["Topics", "guide_lines", "proposal_lines", "topic_list_lines", "topics_of"]

FRAMEWORK = "framework:"


class Topics(Group):
    """The topic list (interview guide) in its versions, and what became of each topic in each source."""

    def take(self, guide: str | Path | GuideContent, *, id: str = "", reason: str = "", date: str = "") -> str:
        """Bring in a version of the topic list; gives its identifier.

        ``guide`` is a YAML or CSV file, or ``framework:ID`` for the topic list of a framework that the study adopted; texts are
        taken in the study's language. Older versions stay, and sources keep theirs.
        """
        content = guide if isinstance(guide, GuideContent) else self._content(str(guide))
        return self.act(topics.take_guide, content, guide=id, reason=reason, date=date)

    def use(self, guide: str, *sources: str, also: bool = False) -> None:
        """Say by which guide sources were held, in place of what was known (``also``: beside it)."""
        self.act(topics.use_guide, guide, sources, also=also)

    def mark(self, source: str, topic: str, state: str, *, note: str = "") -> None:
        """Say what became of a topic in a source: asked_spoken, spoken_unasked, asked_nothing, not_asked or not_applicable."""
        self.act(topics.mark_topics, [(source, topic, state)], note=note)

    def unmark(self, source: str, topic: str) -> None:
        """Take a mark away."""
        self.act(topics.unmark_topic, source, topic)

    def proposals(self, source: str = "") -> list[tuple[str, TopicState]]:
        """What the wording suggests of topics without a mark, of one source or all: (source, topic with its proposal)."""
        found = self.show(*([source] if source else []))
        return [(item.source, state) for item in found.sources for state in item.topics if state.to_accept]

    def accept(self, *sources: str) -> int:
        """Mark what is proposed as the actor's, in one step that can be undone; gives how many marks were made.

        Only what rests on words of the source: that nothing was found of a topic is no proof that it was not asked.
        """
        found = self.show(*sources)
        return self.mark_all(
            [
                (item.source, state.topic, state.proposed)
                for item in found.sources
                for state in item.topics
                if state.to_accept
            ]
        )

    def mark_all(self, marks: Sequence[tuple[str, str, str]]) -> int:
        """Accept these proposals, (source, topic, state) each."""
        return self.act(topics.mark_topics, marks, proposed=True) if marks else 0

    def offered(self) -> dict[str, str]:
        """The frameworks that the study adopted and that have a topic list to take: identifier -> name, in the study's language."""
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            language = reader.heading()["language"]
            return {
                item.id: item.label(language)
                for item in reader.frameworks.values()
                if guide_of_framework(item, language)
            }

    def show(self, *sources: str) -> TopicList:
        """The guides of the study, and per source (or those named) the state of each topic, marked or proposed."""
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            heading = reader.heading()
            return topic_list(reader, study=heading["study"], language=heading["language"], only=sources)

    def written(self, guide: str) -> str:
        """A guide as a YAML file, to be edited and taken as a newer version."""
        found = self.show().guide(guide)
        return write_guide(GuideContent("", found.title, found.version, found.topics))

    def _content(self, name: str) -> GuideContent:
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            language = reader.heading()["language"]
            adopted = {item.id: item for item in reader.frameworks.values()}
        if not name.startswith(FRAMEWORK):
            return read_guide(text_of(name), name, language)
        wanted = name.removeprefix(FRAMEWORK)
        if wanted not in adopted:
            known = ", ".join(adopted)
            if not known:
                raise NotFound(
                    N_("This study has adopted no framework yet; adopt one first: spanveld frameworks adopt.")
                )
            raise NotFound(
                N_("The study has not adopted the framework '{name}'; it has: {known}."), name=wanted, known=known
            )
        content = guide_of_framework(adopted[wanted], language)
        if content is None:
            raise Refused(N_("The framework '{name}' has no topic list."), name=wanted)
        return content


def topics_of(study: Study) -> Topics:
    """The topic list of an open study."""
    group = study.group
    return Topics(group.store, group.actor, group.once, group.seen)


def topic_list_lines(found: TopicList, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The topic list as lines of text."""
    return topics_text.topic_list_lines(found, translate, width=width)


def guide_lines(found: TopicList, guide: str, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """One guide with all that it asks, as lines of text."""
    return topics_text.guide_lines(found.guide(guide), translate, width=width)


def proposal_lines(found: TopicList, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What the wording suggests of topics without a mark, as lines of text."""
    return topics_text.proposal_lines(found, translate, width=width)
