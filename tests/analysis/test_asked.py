"""What the wording of a talk suggests of the topics of a guide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.asked import ANSWER, Proposal, Said, Wording, keys_of, proposals
from spanveld.model.records import TOPIC_STATES

GUIDE = (
    Wording("verdict", "Oordeel over de haven", ("Wat vindt u van deze haven, alles bij elkaar?", "Hoe liep het af?")),
    Wording("money", "Geld en kosten", ("Wie betaalt de baggerkosten van de haven?", "Wat krijgt u ervoor terug?")),
    Wording("tables", "Waardetafels", ("Wat verwacht u van zo'n gesprek?", "Wie koos het thema en de gasten?")),
)
LONG = "Nou ja, dat is een heel verhaal, want dat water kwam en toen stonden we daar met zijn allen te kijken."


def talk(*lines: str) -> list[Said]:
    """Turns of a talk: a line that begins with ``I:`` is the interviewer's."""
    turns, at = [], 0
    for line in lines:
        turns.append(Said(at, at + len(line), line.startswith("I:"), line))
        at += len(line) + 1
    return turns


def found(*lines: str) -> dict[str, Proposal]:
    return {item.topic: item for item in proposals(GUIDE, talk(*lines))}


def states(*lines: str) -> dict[str, str]:
    return {name: item.state for name, item in found(*lines).items()}


def test_a_question_much_like_the_guide_counts_as_asked_and_the_answer_as_spoken_of() -> None:
    assert states("I: En alles bij elkaar, wat vindt u van de haven?", LONG) == {
        "verdict": "asked_spoken",
        "money": "not_asked",
        "tables": "not_asked",
    }


def test_a_proposal_shows_the_turn_and_the_words_that_it_rests_on() -> None:
    item = found(LONG, "I: Alles bij elkaar, wat vindt u van de haven?", LONG)["verdict"]
    assert (item.start, item.line) == (len(LONG) + 1, "Wat vindt u van deze haven, alles bij elkaar?")
    assert set(item.words) == {"Alles", "elkaar", "vindt", "haven"}
    assert 0.9 < item.likeness <= 1


def test_an_answer_of_a_few_words_is_nothing_said() -> None:
    assert (
        states("I: Wie betaalt de baggerkosten van de haven?", "R: Geen idee.", "I: Goed.", LONG)["money"]
        == "asked_nothing"
    )


def test_the_answer_counts_up_to_the_next_turn_of_the_interviewer() -> None:
    half = " ".join(["woord"] * (ANSWER // 2))
    assert states("I: Wie betaalt de baggerkosten van de haven?", half, half)["money"] == "asked_spoken"
    assert states("I: Wie betaalt de baggerkosten van de haven?", half, "I: Ja?", half)["money"] == "asked_nothing"


def test_of_several_turns_that_ask_the_answered_one_counts() -> None:
    question = "I: Wie betaalt de baggerkosten van de haven?"
    assert states(question, "R: Tja.", question, LONG)["money"] == "asked_spoken"


def test_one_shared_word_is_not_enough() -> None:
    assert set(states("I: Hoe is het in de haven?", LONG).values()) == {"not_asked"}


def test_a_respondent_who_brings_it_up_spoke_of_it_unasked() -> None:
    said = "R: De vraag is wie de baggerkosten van de haven betaalt."
    assert states("I: Vertelt u eens.", said)["money"] == "spoken_unasked"


def test_a_topic_called_by_its_own_name_in_two_turns_was_spoken_of_unasked() -> None:
    once = states("I: Vertelt u eens.", "R: Bij die waardetafel was het druk.", "I: En toen?", LONG)
    twice = states(
        "I: Vertelt u eens.", "R: Bij die waardetafel was het druk.", "I: En toen?", "R: Zo'n waardetafel dus."
    )
    assert (once["tables"], twice["tables"]) == ("not_asked", "spoken_unasked")


def test_without_an_interviewer_nothing_is_proposed() -> None:
    assert proposals(GUIDE, talk(LONG, "R: Wie betaalt de baggerkosten van de haven?")) == ()


def test_words_agree_without_case_diacritics_and_long_endings() -> None:
    assert keys_of("BEÏNVLOED") == {"beinvloe": "BEÏNVLOED"}
    assert keys_of("samenwerking").keys() == keys_of("Samenwerken").keys()
    assert keys_of("be\u0069\u0308nvloed").keys() == keys_of("beïnvloed").keys()
    assert keys_of("Hoe is het met u?") == {}


def test_a_word_of_every_topic_says_less_than_a_word_of_one() -> None:
    guide = (Wording("a", "", ("zomer storm",)), Wording("b", "", ("zomer vrede",)), Wording("c", "", ("zomer regen",)))
    first, *rest = proposals(guide, talk("I: Zomer storm vrede?", LONG))
    assert first.state == "asked_spoken"
    assert first.likeness == rest[0].likeness > 0.5
    assert rest[1].state == "not_asked"


def test_an_empty_guide_gives_no_proposals() -> None:
    assert proposals((), talk("I: Wat vindt u?", LONG)) == ()
    assert states("I: ", "R: ") == {"verdict": "not_asked", "money": "not_asked", "tables": "not_asked"}


@given(st.lists(st.tuples(st.booleans(), st.text(alphabet="abo éï.?\n vindthaven", max_size=60)), max_size=8))
def test_any_talk_gives_one_known_state_a_topic_and_always_the_same(lines: list[tuple[bool, str]]) -> None:
    turns = [Said(place, place + 1, asks, text) for place, (asks, text) in enumerate(lines)]
    once, twice = proposals(GUIDE, turns), proposals(GUIDE, turns)
    assert once == twice
    assert [item.topic for item in once] == ([item.topic for item in GUIDE] if any(asks for asks, _ in lines) else [])
    assert all(item.state in TOPIC_STATES and 0 <= item.likeness <= 1 for item in once)
