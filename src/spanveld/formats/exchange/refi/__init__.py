"""REFI-QDA, the exchange format of programs for qualitative analysis: .qdpx, .qde and .qdc."""

from spanveld.formats.exchange.refi.reading import RefiReader

__all__ = ["READER"]

READER = RefiReader()
