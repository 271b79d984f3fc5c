"""Identifiers with a form of their own: e-mail, web address, bank account, date, phone, citizen service number, postcode, plate.

Each detector gives entities in the order of the text; where two overlap, the one that stands first in ``DETECTORS`` stays.
All of them look at a bounded piece of text from each place on, so that no text makes them slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spanveld.language.spans import Entity, Kind, disjoint
from spanveld.model.errors import N_

__all__ = ["identifiers", "is_bsn", "is_iban"]

Detector = Callable[[str], Iterator[Entity]]


def identifiers(text: str) -> list[Entity]:
    """All identifiers in a text, disjoint and in order.

    >>> [(found.kind, found.text) for found in identifiers("Bel 06-12345678, of mail p.jansen@voorbeeld.nl.")]
    [('TEL', '06-12345678'), ('MAIL', 'p.jansen@voorbeeld.nl')]
    """
    return disjoint(entity for detector in DETECTORS for entity in detector(text))


def is_bsn(digits: str) -> bool:
    """Whether 8 or 9 digits are a Dutch citizen service number by its eleven-test (weights 9, 8, ... 2, -1; the sum divides by 11).

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    padded = digits.zfill(9)
    if len(padded) != 9 or len(digits) < 8 or not int(padded):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, padded, strict=True)) % 11 == 0


def is_iban(account: str) -> bool:
    """Whether an account number without spaces is an IBAN: its country's length, and remainder 1 by 97 (ISO 13616).

    >>> is_iban("NL91ABNA0417164300")
    True
    """
    if len(account) != IBAN_LENGTHS.get(account[:2], 0):
        return False
    turned = account[4:] + account[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _entity(kind: Kind, text: str, start: int, end: int, rule: str) -> Entity:
    return Entity(kind, start, end, text[start:end], rule)


MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
SPOKEN_MAIL = re.compile(
    r"(?<!\w)\w{1,40}(?: (?:punt|streepje|dot) \w{1,40}){0,4} (?:apenstaartje|apestaartje|at) \w{1,40}"
    r"(?: (?:punt|streepje|dot) \w{1,40}){0,4}? (?:punt|dot) (?:nl|com|org|net|eu|be|de|uk)(?!\w)",
    re.IGNORECASE,
)


def _mails(text: str) -> Iterator[Entity]:
    for match in MAIL.finditer(text):
        yield _entity("MAIL", text, *match.span(), N_("e-mail address"))
    for match in SPOKEN_MAIL.finditer(text):
        yield _entity("MAIL", text, *match.span(), N_("e-mail address as spoken"))


URL = re.compile(r"(?<![\w@])(?:https?://|www\.)[^\s<>\"“”„«»]+", re.IGNORECASE)
DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[\w-]+\.)+(?:nl|com|org|net|eu|be|info|frl|amsterdam|gov|uk)(?![\w@-])(?:/[^\s<>\"“”„«»]*)?"
)
AFTER_URL = ".,;:!?)]}'’…"


def _urls(text: str) -> Iterator[Entity]:
    for pattern in (URL, DOMAIN):
        for match in pattern.finditer(text):
            shown = match.group().rstrip(AFTER_URL)
            if "." in shown:
                yield _entity("URL", text, match.start(), match.start() + len(shown), N_("web address"))


# fmt: off
IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27,
    "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MT": 31, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
}
# fmt: on
IBAN_START = re.compile(r"(?<!\w)[A-Z]{2}\d\d", re.IGNORECASE | re.ASCII)


def _ibans(text: str) -> Iterator[Entity]:
    for match in IBAN_START.finditer(text):
        length = IBAN_LENGTHS.get(match.group()[:2].upper(), 0)
        end = _end_of(text, match.start(), length, " .-", str.isalnum)
        if not end:
            continue
        account = "".join(filter(str.isalnum, text[match.start() : end])).upper()
        if not account.isascii():
            continue
        if is_iban(account):
            yield _entity("IBAN", text, match.start(), end, N_("bank account"))
        elif re.fullmatch(r"NL\d\d[A-Z]{4}\d{10}", account):
            yield _entity("IBAN", text, match.start(), end, N_("bank account, its check digits wrong"))


def _end_of(text: str, start: int, count: int, separators: str, counts: Callable[[str], bool], gap: int = 1) -> int:
    """Where ``count`` characters that count end, at most ``gap`` separators between two; 0 unless a word ends there."""
    place, seen, gaps = start, 0, 0
    while place < len(text) and seen < count:
        if counts(text[place]):
            seen, gaps = seen + 1, 0
        elif text[place] in separators and gaps < gap:
            gaps += 1
        else:
            return 0
        place += 1
    whole = seen == count > 0 and not gaps and not (place < len(text) and (text[place].isalnum() or text[place] == "_"))
    return place if whole else 0


MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
ENGLISH_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORT_MONTHS = ["jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "dec"]
DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
ENGLISH_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ONES = ["één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
FIRSTS = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende"]
TENS = ["tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
TWENTIES = [
    f"{one}{join}twintig" for one in ("een", "vier", "vijf", "zes", "zeven", "acht", "negen") for join in ("en",)
]
SPOKEN_DAYS = [
    *ONES,
    *FIRSTS,
    *TENS,
    *(f"{ten}de" for ten in TENS),
    "twintig",
    *TWENTIES,
    "tweeëntwintig",
    "drieëntwintig",
]
SPOKEN_DAYS += [
    *(f"{day}ste" for day in [*TWENTIES, "twintig", "tweeëntwintig", "drieëntwintig"]),
    "dertig",
    "eenendertig",
]
SPOKEN_DAYS += ["dertigste", "eenendertigste"]


def _either(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = rf"(?P<month>(?:{_either([*MONTHS, *ENGLISH_MONTHS])})(?!\w)|(?:{_either(SHORT_MONTHS)})(?!\w)\.?)"
WEEKDAY = rf"(?:(?:{_either([*DAYS, *ENGLISH_DAYS])}),? )?"
YEAR = r"(?:,? (?:de )?(?:(?:19|20)\d\d|['’]\d\d)(?!\w))"
DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:e|de|ste|st|nd|rd|th)?|{_either(SPOKEN_DAYS)})"
BEFORE_NUMBER = r"(?<!\w)(?<!\d[.,/:-])"
WRITTEN_DATES = (
    re.compile(rf"{BEFORE_NUMBER}{WEEKDAY}{DAY}(?: | of |-){MONTH}(?:{YEAR}|-\d{{4}}(?!\w))?", re.IGNORECASE),
    re.compile(
        rf"(?<!\w){WEEKDAY}(?P<month>{_either(ENGLISH_MONTHS)}) \d\d?(?:st|nd|rd|th)?(?!\w){YEAR}?", re.IGNORECASE
    ),
    re.compile(rf"(?<!\w){MONTH}(?P<year>{YEAR})", re.IGNORECASE),
)
NUMBER_DATES = (
    re.compile(
        rf"{BEFORE_NUMBER}(?P<day>\d\d?)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?:(?:19|20)\d\d|\d\d)(?!\w)(?![-/]\d)"
    ),
    re.compile(rf"{BEFORE_NUMBER}(?:19|20)\d\d(?P<mark>[-/.])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\w)(?![-/]\d)"),
)


def _dates(text: str) -> Iterator[Entity]:
    for pattern in WRITTEN_DATES:
        for match in pattern.finditer(text):
            is_a_name = match["month"] == "Jan" and match.end("month") == match.end()
            if not is_a_name:
                yield _entity("DATE", text, *match.span(), N_("date"))
    for pattern in NUMBER_DATES:
        for match in pattern.finditer(text):
            day, month = sorted((int(match["day"]), int(match["month"])), reverse=True)
            if 0 < month <= 12 and 0 < day <= 31:
                yield _entity("DATE", text, *match.span(), N_("date in numbers"))


PHONE_START = re.compile(r"(?<![\w+])(?<!\d[.,/-])(?:\(?\+\d|\(?0\d)", re.ASCII)
SPOKEN_DIGITS = ["nul", "één", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
SPOKEN_NUMBERS = [
    *SPOKEN_DIGITS,
    *TENS,
    *TWENTIES,
    "twintig",
    "tweeëntwintig",
    "drieëntwintig",
    "dertig",
    "veertig",
    "vijftig",
]
SPOKEN_PHONE = re.compile(
    rf"(?<!\w)nul(?:,? (?:{_either(SPOKEN_NUMBERS)}|(?:\w{{2,6}}[eë]n)?(?:dertig|veertig|[vz]ijftig|zestig|zeventig|tachtig|negentig))"
    r"(?!\w)){4,11}",
    re.IGNORECASE,
)


def _phones(text: str) -> Iterator[Entity]:
    for match in PHONE_START.finditer(text):
        for count in _phone_lengths(text[match.start() : match.start() + 30]):
            end = _end_of(text, match.start(), count, " -./()–\u00a0", _is_digit_or_plus, gap=3)
            groups = re.findall(r"\d+", text[match.start() : end])
            if end and len(groups) <= 7:
                yield _entity("TEL", text, match.start(), end, N_("phone number"))
                break
    for match in SPOKEN_PHONE.finditer(text):
        yield _entity("TEL", text, *match.span(), N_("phone number as spoken"))


def _is_digit_or_plus(character: str) -> bool:
    return character in "+0123456789"


def _phone_lengths(begin: str) -> tuple[int, ...]:
    """How many characters + and 0-9 a phone number that begins like this has; the likeliest first."""
    digits = "".join(filter(_is_digit_or_plus, begin))
    if digits.startswith(("+31", "0031")):
        prefix = 3 if digits[0] == "+" else 4
        return (prefix + 10,) if digits[prefix : prefix + 1] == "0" else (prefix + 9,)
    if digits.startswith("+"):
        return tuple(range(15, 8, -1))
    if digits.startswith("00"):
        return tuple(range(15, 10, -1)) if digits[2:3] not in ("", "0") else ()
    if digits.startswith(("0800", "0900", "0906", "0909")):
        return (8, 11)
    return (10,)


BSN_FORMS = ((9,), (8,), (3, 3, 3), (4, 2, 3), (3, 2, 4), (2, 2, 2, 3), (2, 3, 4), (4, 3, 2))
BSN_FORM = re.compile(
    rf"(?<!\w)(?<![\d€][.,/+-])(?<!€ )(?<!€)(?:{'|'.join('[ .-]'.join(f'[0-9]{{{size}}}' for size in form) for form in BSN_FORMS)})"
    r"(?!\w)(?![.,/-]\d)"
)
NAMED_BSN = re.compile(
    r"(?<!\w)(?:bsn|burgerservicenummer|burger service nummer|sofi-?nummer)[^\w\n]{1,3}(?:[^\W\d]{1,20}[^\w\n]{1,3}){0,3}"
    r"(?P<number>\d(?:[ .-]?\d){7,8})(?!\w)",
    re.IGNORECASE | re.ASCII,
)
AMOUNT = re.compile(r"\s?(?:euro|€|,-|inwoners|mensen|dollar|meter|kilo)", re.IGNORECASE)


def _bsns(text: str) -> Iterator[Entity]:
    for match in BSN_FORM.finditer(text):
        digits = re.sub(r"[^0-9]", "", match.group())
        if is_bsn(digits) and not _is_day(digits) and not AMOUNT.match(text, match.end()):
            yield _entity("BSN", text, *match.span(), N_("citizen service number, by its check digit"))
    for match in NAMED_BSN.finditer(text):
        yield _entity("BSN", text, *match.span("number"), N_("number called a citizen service number"))


def _is_day(digits: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits))


POSTCODE = re.compile(
    r"(?<![\w-])(?<!\d[.,])[1-9]\d{3}(?:[ \u00a0]?(?P<letters>[A-Z]{2})|(?P<small>[a-z]{2}))(?![\w-])", re.ASCII
)
UNUSED_LETTERS = {"SA", "SD", "SS"}
UNITS = {
    "kg",
    "km",
    "cm",
    "mm",
    "ml",
    "dl",
    "gb",
    "mb",
    "kb",
    "kw",
    "mw",
    "px",
    "st",
    "nd",
    "rd",
    "th",
    "de",
    "ha",
    "er",
}
AFTER_A_YEAR = {"AD", "BC", "CV", "EU", "IN", "IS", "NL", "OF", "TV", "US", "VN", "VS", "WW"}


def _postcodes(text: str) -> Iterator[Entity]:
    for match in POSTCODE.finditer(text):
        letters = (match["letters"] or match["small"]).upper()
        is_year = match.group()[:2] in ("19", "20") and letters in AFTER_A_YEAR
        is_measure = bool(match["small"]) and match["small"] in UNITS
        if letters not in UNUSED_LETTERS and not is_year and not is_measure:
            yield _entity("PC", text, *match.span(), N_("postcode"))


PLATE_FORMS = (
    "LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL LLL-DD-L L-DD-LLL"
)
PLATE_FORMS += " D-LL-DDD DDD-LL-D"
PLATE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(PLATE_FORMS.split()).replace('D', '[0-9]').replace('L', '[A-Z]')})(?![\w-])", re.ASCII
)
NAMED_PLATE = re.compile(
    r"(?<!\w)(?:kenteken|nummerbord|number plate|licence plate)[^\w\n]{1,3}(?:[^\W\d]{1,12}[^\w\n]{1,3}){0,2}?"
    r"(?P<plate>(?=[a-z-]{0,3}\d|\d)[a-z0-9]{1,3}[ -]?[a-z0-9]{2,3}[ -]?[a-z0-9]{1,3})(?!\w)",
    re.IGNORECASE | re.ASCII,
)


def _plates(text: str) -> Iterator[Entity]:
    for match in PLATE.finditer(text):
        yield _entity("PLATE", text, *match.span(), N_("licence plate"))
    for match in NAMED_PLATE.finditer(text):
        if sum(map(str.isalnum, match["plate"])) == 6:
            yield _entity("PLATE", text, *match.span("plate"), N_("called a licence plate"))


DETECTORS: tuple[Detector, ...] = (_mails, _urls, _ibans, _dates, _phones, _bsns, _postcodes, _plates)
