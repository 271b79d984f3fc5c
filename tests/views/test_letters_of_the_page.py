"""The letters that the reading page keeps for itself are the same for the server and for the scripts."""

from __future__ import annotations

import re
from importlib.resources import files

from spanveld.views.codebook import RESERVED


def test_no_layer_gets_a_letter_that_is_a_key_of_the_page() -> None:
    script = (files("spanveld.web") / "static" / "js" / "keys.js").read_text(encoding="utf-8")
    keys = set(re.findall(r'\{ key: "([a-z])",', script))
    assert len(keys) > 10
    assert set(RESERVED) == keys
