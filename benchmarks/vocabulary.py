"""The words of a generated corpus: Dutch function words, words of the field, compounds, and invented words to fill up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["COMMON", "EMOJI", "FILLERS", "PHRASE", "PROXIMITY", "RARE", "SEED", "Vocabulary", "vocabulary"]

SEED = 20260101
"""What all randomness of the corpus starts from."""

PHRASE = "bestuurlijke drukte tussen gemeenten"
"""Planted in about 1 sentence of 400."""
RARE = "opschalingskwartiermaker"
"""Planted in about 1 sentence of 3,300."""
PROXIMITY = ("mandaat", "vertrouwen")
"""Two words of which a search asks whether they stand close together."""
COMMON = "samenwerking"
"""A word that is in many turns."""

EMOJI = ("🙂", "👍🏽", "🚒", "👩‍🚒", "🔥", "😅", "👨‍👩‍👧", "🇳🇱", "❤️", "🤝")
FILLERS = ("eh", "uhm", "ja precies", "weet je", "zeg maar", "[lacht]", "[onverstaanbaar]", "(stilte)", "… nou ja")


def _listed(words: str) -> list[str]:
    return words.split()


# The commonest function words come first, because they get the top ranks of the Zipf distribution.
_FUNCTION_WORDS = _listed("""
de van het een en in is dat op te zijn met voor die niet we aan er om ook maar dan je ik als wat of bij zo nog naar
uit wel wij ze dus heel door over kan hebben wordt moet daar dit hoe hun eigenlijk gewoon moeten worden gaat heeft tot
toch al meer omdat geen iets zich dingen soms veel wie mensen best kunnen want was altijd natuurlijk vanuit denk goed
binnen tussen elkaar samen vaak waar echt daarin alleen anders tegen eens weer zou even hebt krijg zeggen zegt maken
doen doet komt komen vind zie ziet nu nou hè ja nee vóór één coördinatie reëel ideeën geïntegreerd financiële privé café
""")
_FIELD_WORDS = _listed("""
gemeente gemeenten burgemeester wethouder gemeenteraad veiligheidsregio bestuur bestuurlijke netwerk partners
samenwerking brandweer politie directie begroting verantwoording prestatie prestaties flexibiliteit autoriseren
presteren flexibiliseren mandaat regie opschaling crisis beleid sturing vertrouwen doelen belangen maatschappelijke
opgave evenement waterschap provincie zorg inwoners ondernemers vitaal rampenbestrijding informatie evaluatie kaders
regels spelregels rol rollen draagvlak urgentie capaciteit expertise overleg tafel waardetafel bijeenkomst protocol
procedure structuur systeem
""")
_FIRST_HALVES = _listed("""
veiligheids crisis bestuurs netwerk gemeente brandweer zorg water risico informatie beleids samenwerkings project regio
evenementen communicatie inspectie vergunning klimaat energie wijk jeugd data kennis cultuur proces kwaliteits verander
""")
_SECOND_HALVES = _listed("""
overleg plan team adviseur structuur beleid rapport proces afspraak kader partner organisatie manager groep agenda
vraagstuk analyse opdracht budget norm doel aanpak visie lijn punt ronde advies ontwikkeling strategie beheersing
""")
_SYLLABLES = _listed("""
ba be bo da de dee doe ga ge gra haa hij jaa ka kij klo la lee lij maa me mij na noe o paa ple pra ra rij roe sa schaa
sche sla sta stee straa ta toe tra ui vaa ver vlie voo wa wee wij zaa zee zwa
""")
_ENDINGS = _listed("ns nt rd ling ing heid lijk baar el er en st k p t s m nen ren den ten loos zaam")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by rank, and how likely a word of this rank or a higher one is."""

    words: npt.NDArray[np.object_]
    cumulative: npt.NDArray[np.float64]

    def draw(self, rng: np.random.Generator, count: int) -> list[str]:
        """So many words, the frequent ones often."""
        ranks = np.minimum(np.searchsorted(self.cumulative, rng.random(count)), len(self.words) - 1)
        drawn: list[str] = self.words[ranks].tolist()
        return drawn


def vocabulary(size: int = 20_000) -> Vocabulary:
    """The vocabulary that all corpora share; frequencies fall by rank as Zipf and Mandelbrot have it."""
    rng = np.random.default_rng([SEED, 7])
    compounds = [first + second for first in _FIRST_HALVES for second in _SECOND_HALVES]
    words = list(dict.fromkeys([*_FUNCTION_WORDS, *_FIELD_WORDS, *compounds]))
    _invent(rng, words, size)
    head, tail = words[: len(_FUNCTION_WORDS)], words[len(_FUNCTION_WORDS) :]
    rng.shuffle(tail)
    field = set(_FIELD_WORDS)
    tail.sort(key=lambda word: word not in field)
    weights = 1.0 / (np.arange(1, size + 1) + 2.7) ** 1.02
    return Vocabulary(np.array(head + tail, dtype=object), np.cumsum(weights / weights.sum()))


def _invent(rng: np.random.Generator, words: list[str], size: int) -> None:
    """Fill up to ``size`` with words of one to three syllables and an ending."""
    seen = set(words)
    while len(words) < size:
        count = int(rng.integers(1, 4))
        stem = "".join(_SYLLABLES[number] for number in rng.integers(0, len(_SYLLABLES), count))
        word = stem + _ENDINGS[int(rng.integers(0, len(_ENDINGS)))]
        if word not in seen:
            seen.add(word)
            words.append(word)
