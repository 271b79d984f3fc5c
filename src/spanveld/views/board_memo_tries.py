"""What could be done about pain points: links of a framework that the researcher confirmed or changed, never a proposal by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.chafing import keeps_going
from spanveld.model.framework import Framework, Item, in_language
from spanveld.model.records import KINDS, RuleStrain
from spanveld.model.scale import Judged, scale_of
from spanveld.store.records import Reader
from spanveld.views.board_memo_parts import Ground, Tied, Try

__all__ = ["Catalogue", "tries_of"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Items of the adopted frameworks by ``framework:item``."""

    frameworks: Mapping[str, Framework]
    language: str

    def item(self, reference: str) -> Item | None:
        """The item; None where no adopted framework has it."""
        owner, _, name = reference.partition(":")
        framework = self.frameworks.get(owner)
        return next((each for each in framework.items() if each.id == name), None) if framework else None

    def label(self, reference: str) -> str:
        """Its label; the reference in plain words where nobody has it."""
        item = self.item(reference)
        return item.label(self.language) if item else reference.partition(":")[2].replace("_", " ")

    def tips(self, link: str) -> tuple[str, str]:
        """What it looks like when what a link proposes is overdone, and of what: an anchor of the scale, else the word of a band."""
        item, framework = self.item(link), self.frameworks.get(link.partition(":")[0])
        content = item.content.get("tips_over") if item else None
        scale = scale_of(framework) if framework else None
        if not isinstance(content, Mapping) or scale is None:
            return "", ""
        side = int(content.get("side") or 1)
        judged = scale.judged(str(content.get("dimension", "")), str(content.get("sub_dimension") or ""))
        if judged is None:
            return "", ""
        at = _anchor(judged, side)
        if at is not None:
            return in_language(at, self.language), judged.label(self.language)
        ends = [position.at for position in scale.positions if position.at * side > 0]
        return (scale.band(ends[-1 if side < 0 else 0]).label(self.language) if ends else ""), judged.label(
            self.language
        )


def _anchor(judged: Judged, side: int) -> Mapping[str, str] | None:
    """The words of the place nearest to the middle on that side."""
    found = [anchor for anchor in judged.anchors if anchor.at * side > 0]
    return min(found, key=lambda anchor: abs(anchor.at)).labels if found else None


def tries_of(
    reader: Reader,
    language: str,
    *,
    case: str,
    findings: Mapping[str, tuple[str, Sequence[Tied]]],
    matched: Mapping[str, Sequence[str]],
    clean: Callable[[str], str],
) -> Iterator[Try]:
    """What was confirmed, for findings told of (``findings``: their words and passages) or items that findings match (``matched``)."""
    catalogue = Catalogue({framework.id: framework for framework in reader.frameworks.values()}, language)
    for row in reader.records(KINDS["rule_strain"]):
        if row.decision == "refused" or (case and row.case not in ("", case)):
            continue
        if ":" not in row.pain_point and row.pain_point not in findings:
            continue  # a finding that the memo is not about
        yield _try(row, catalogue, findings, matched, clean)


def _try(
    row: RuleStrain,
    catalogue: Catalogue,
    findings: Mapping[str, tuple[str, Sequence[Tied]]],
    matched: Mapping[str, Sequence[str]],
    clean: Callable[[str], str],
) -> Try:
    behind = [row.pain_point] if row.pain_point in findings else list(matched.get(row.pain_point, ()))
    passages: dict[str, str] = dict.fromkeys(row.passages, "supports")
    for name in behind:
        for passage, stance in findings[name][1]:
            passages.setdefault(passage, stance)
    label = findings[row.pain_point][0] if row.pain_point in findings else catalogue.label(row.pain_point)
    link: Any = catalogue.item(row.link)
    when = link.content.get("when") if link else None
    owner = row.link.partition(":")[0]
    proposed = [f"{owner}:{name}" for name in link.content.get("try") or ()] if link else []
    offered = []
    for name in row.handlings or proposed:
        item = catalogue.item(name)
        if item is None or not keeps_going(item):
            offered.append(catalogue.label(name))
    subjects = (f"rule_strain:{row.case}/{row.pain_point}/{row.rule}", *(f"finding:{name}" for name in behind))
    return Try(
        label,
        catalogue.label(row.rule),
        tuple(offered),
        in_language(when, catalogue.language) if isinstance(when, Mapping) else "",
        catalogue.tips(row.link),
        row.tried,
        clean(row.handled),
        Ground(subjects, tuple(passages.items())),
    )
