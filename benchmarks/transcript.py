"""One interview of a generated corpus, with what makes real transcripts hard: emoji, decomposed accents, quotes, time stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.vocabulary import EMOJI, FILLERS, PHRASE, RARE, Vocabulary

__all__ = ["Sentence", "Transcript", "transcript"]

Sentence = tuple[int, int]
"""Where a sentence lies: half-open, in code points."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text and its sentences. Turns are separated by an empty line; a question of one sentence and an answer alternate."""

    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Draws:
    """All that chance decides about one transcript. ``chances``: four numbers from 0 to 1 for each sentence."""

    words: list[str]
    sentence_lengths: list[int]
    answer_lengths: list[int]
    chances: list[list[float]]

    @classmethod
    def of(cls, rng: np.random.Generator, vocabulary: Vocabulary, word_count: int) -> _Draws:
        """Draw; in this order, on which the text depends."""
        words = vocabulary.draw(rng, word_count)
        most = word_count // 4
        lengths = rng.integers(4, 26, most).tolist()
        answers = np.minimum(rng.geometric(0.22, most), 18).tolist()
        return cls(words, lengths, answers, rng.random((most, 4)).tolist())

    def sentence(self, number: int, first_word: int, is_question: bool) -> tuple[str, int]:
        """A sentence and the number of words that it used."""
        length = self.sentence_lengths[number % len(self.sentence_lengths)]
        words = self.words[first_word : first_word + length]
        return _sentence(words, self.chances[number], is_question), length


def transcript(rng: np.random.Generator, vocabulary: Vocabulary, word_count: int, respondent: int) -> Transcript:
    """An interview of about ``word_count`` words with the respondent of this number."""
    draws = _Draws.of(rng, vocabulary, word_count)
    pieces: list[str] = []
    sentences: list[Sentence] = []
    used = position = turn = 0
    while used < word_count:
        is_question = turn % 2 == 0
        opening = ("\n\n" if turn else "") + _speaker(turn, respondent)
        pieces.append(opening)
        position += len(opening)
        for within in range(1 if is_question else draws.answer_lengths[turn % len(draws.answer_lengths)]):
            if used >= word_count:
                break
            if within:
                pieces.append(" ")
                position += 1
            sentence, words = draws.sentence(len(sentences), used, is_question)
            used += words
            pieces.append(sentence)
            sentences.append((position, position + len(sentence)))
            position += len(sentence)
        turn += 1
    return Transcript("".join(pieces), tuple(sentences))


def _speaker(turn: int, respondent: int) -> str:
    """Who speaks, with the time at every fortieth turn."""
    label = "I: " if turn % 2 == 0 else f"R{respondent}: "
    if turn % 40 != 39:
        return label
    stamp = turn // 40 + 1
    return f"[00:{(stamp * 3) % 60:02d}:{(stamp * 17) % 60:02d}] " + label


def _sentence(words: list[str], chances: Sequence[float], is_question: bool) -> str:
    plant, interject, which, style = chances
    if plant < 0.0025:
        words.insert(len(words) // 2, PHRASE)
    if plant > 0.9997:
        words.append(RARE)
    if interject < 0.04:
        words.insert(1, FILLERS[int(which * len(FILLERS))] + ",")
    if interject > 0.99:
        words.append(EMOJI[int(which * len(EMOJI))])
    text = " ".join(words)
    if style < 0.02:
        text = f"‘{text}’"
    elif style > 0.98:
        text = text.replace("é", "e\u0301").replace("ë", "e\u0308")  # two code points where others have one
    if style > 0.97 and which > 0.5:
        text += " – dat kost € 1.250,–"
    return text[:1].upper() + text[1:] + ("?" if is_question else ".")
