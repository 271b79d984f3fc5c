"""Sending passages of a code to another code of its layer, by what that is called: one that is there, or a new one."""

from __future__ import annotations

from collections.abc import Sequence

from spanveld.actions.codes import split_code
from spanveld.actions.lookup import code_named
from spanveld.actions.terms import Terms
from spanveld.model.errors import N_, Refused
from spanveld.store.work import Work

__all__ = ["send_passages"]


def send_passages(work: Work, code: str, passages: Sequence[str], *, to: str = "", label: str = "") -> str:
    """Let passages of ``code`` carry another code instead: ``to`` (``layer/code``), or the one called ``label``, made where there is none.

    A code that is made comes below the same one as ``code``. Gives ``layer/code``.
    """
    row, layer = code_named(work, code), code.rpartition("/")[0]
    if bool(to) == bool(label.strip()):
        raise Refused(N_("Say to which code the passages go: one that is there, or the name of a new one."))
    if not passages:
        raise Refused(N_("Choose the passages that are to carry another code."))
    terms = Terms(work, layer)
    if label.strip():
        to = terms.named(label)
        if terms.made and row["parent_id"] is not None:
            work.update("code", code_named(work, to)["id"], parent_id=row["parent_id"])
    elif code_named(work, to)["layer_id"] != row["layer_id"]:
        raise Refused(N_("{code} and {into} must be two codes of one layer."), code=code, into=to)
    split_code(work, code, {to.rpartition("/")[2]: list(dict.fromkeys(passages))})
    return to
