"""Identifiers with a form of their own, and what only looks like one."""

from __future__ import annotations

import pytest

from spanveld.language.identifiers import identifiers, is_bsn, is_iban


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of each identifier."""
    return [(entity.kind, entity.text) for entity in identifiers(text)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("MAIL", "p.jansen@veiligheidsregio-voorbeeld.nl"),
        ("MAIL", "p punt jansen apenstaartje voorbeeld punt nl"),
        ("URL", "https://www.voorbeeld.nl/besluiten?id=12"),
        ("URL", "www.voorbeeld.nl/verslag"),
        ("URL", "regioloket.nl"),
        ("IBAN", "NL91ABNA0417164300"),
        ("IBAN", "NL20 INGB 0001 2345 67"),
        ("IBAN", "be68 5390 0754 7034"),
        ("TEL", "06-12345678"),
        ("TEL", "06 12 34 56 78"),
        ("TEL", "06 - 22 33 44 55"),
        ("TEL", "030 240 4500"),
        ("TEL", "0318-555123"),
        ("TEL", "(0343) 561 234"),
        ("TEL", "+31 6 1234 5678"),
        ("TEL", "+31 (0)6 12345678"),
        ("TEL", "0031 30 2404500"),
        ("TEL", "+44 20 7946 0958"),
        ("TEL", "0900-8844"),
        ("TEL", "nul zes twaalf drieëndertig vier vijf zes"),
        ("BSN", "111222333"),
        ("BSN", "111 222 333"),
        ("BSN", "1112.22.333"),
        ("BSN", "10000008"),
        ("PC", "3584 BA"),
        ("PC", "1064EB"),
        ("PC", "3584ba"),
        ("DATE", "12 maart 2019"),
        ("DATE", "maandag 6 januari 2020"),
        ("DATE", "3 mei"),
        ("DATE", "4 okt. '21"),
        ("DATE", "twaalf maart"),
        ("DATE", "maart 2019"),
        ("DATE", "12-3-2019"),
        ("DATE", "12/03/19"),
        ("DATE", "2019-03-12"),
        ("DATE", "March 12th, 2019"),
        ("PLATE", "8-VKT-39"),
        ("PLATE", "XK-12-RD"),
    ],
)
def test_an_identifier_is_found_whole(kind: str, words: str) -> None:
    assert found(f"Het is {words}, zei iemand.") == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Het kost 125000 euro, in 2018 nog 98500.",
        "Het is 1.500.000 euro of € 111222333.",
        "Dat was in 2019, 2020 en 2021.",
        "Er stonden 12345678 euro op de begroting.",
        "Er reden 111222334 auto's.",
        "Nummer 000000000 bestaat niet.",
        "Kamer 1234 SS en 1234 SA en 1234 SD.",
        "In 2019 IN DE ZAAL.",
        "Dat is 1500kg en 2000km.",
        "Van 8 tot 12 en 3/4 van de tijd.",
        "Op 45-13-2019 gebeurde niets.",
        "Toen was nummer 10 Jan aan de beurt.",
        "Het rapport.De rest volgt.",
        "Dat is versie 3.11.7 van het plan.",
        "20190312 is geen nummer van iemand.",
    ],
)
def test_what_only_looks_like_an_identifier_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_date_that_begins_with_nought_is_no_phone_number() -> None:
    assert found("Op 03-05-1971 12 mensen.") == [("DATE", "03-05-1971")]


def test_a_full_stop_after_an_address_is_not_part_of_it() -> None:
    assert found("Mail a@voorbeeld.nl. Zie (www.voorbeeld.nl).") == [
        ("MAIL", "a@voorbeeld.nl"),
        ("URL", "www.voorbeeld.nl"),
    ]


def test_a_number_that_is_called_a_bsn_is_found_though_its_check_digit_is_wrong() -> None:
    assert found("Haar BSN is 111222334.") == [("BSN", "111222334")]


def test_a_dutch_account_with_a_typing_error_is_found_and_the_rule_says_so() -> None:
    (account,) = identifiers("Het is NL92ABNA0417164300.")
    assert (account.kind, account.rule) == ("IBAN", "bank account, its check digits wrong")


def test_a_plate_without_hyphens_is_found_where_it_is_called_one() -> None:
    assert found("Het kenteken was 12abc3, de code 12abc4.") == [("PLATE", "12abc3")]


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("111222333", True),
        ("123456782", True),
        ("123456789", False),
        ("10000008", True),
        ("1112223", False),
        ("000000000", False),
    ],
)
def test_the_eleven_test_tells_a_citizen_service_number(digits: str, valid: bool) -> None:
    assert is_bsn(digits) is valid


@pytest.mark.parametrize(
    ("account", "valid"),
    [
        ("NL91ABNA0417164300", True),
        ("BE68539007547034", True),
        ("DE89370400440532013000", True),
        ("NL91ABNA0417164301", False),
        ("NL91ABNA041716430", False),
        ("XX91ABNA0417164300", False),
    ],
)
def test_an_account_has_its_countrys_length_and_check_digits(account: str, valid: bool) -> None:
    assert is_iban(account) is valid
