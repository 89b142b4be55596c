"""The grammar of phrases, and where they match."""

from __future__ import annotations

import pytest

from cleaner import Phrases, Pipeline, explain
from cleaner.trie import tokens

STORY = "The ferry left the harbour at seven in the morning with forty passengers on board, and nobody expected the fog."


def taken(text: str, *phrases: str) -> list[str]:
    """Return what the phrases take out of `text`."""
    explanation = explain(text, pipeline=Pipeline((Phrases("own", lines=phrases),)))
    return [" ".join(removal.text.split()) for removal in explanation.article.removed]


def takes(text: str, *phrases: str) -> bool:
    """Tell whether the phrases take all of `text` as a line beside a story."""
    return "".join(taken(f"{STORY}\n\n{text}", *phrases)).replace(" ", "") == text.replace(" ", "")


def test_tokens() -> None:
    """Words and numbers count; letter case, punctuation and the shape of apostrophes do not."""
    assert tokens("Don’t MISS: 1,234 (of 14K) at 3:51!") == ["don't", "miss", "1,234", "of", "14k", "at", "3:51"]
    assert tokens("続きを読む") == ["続", "き", "を", "読", "む"]
    assert tokens("…!?") == []


@pytest.mark.parametrize(
    "text",
    [
        "Read the Gazette here",
        "READ THE GAZETTE HERE",
        "» Read “the Gazette” here!",
        "read – the gazette – here >",
        "📰 Read the Gazette here",
    ],
)
def test_plain(text: str) -> None:
    """Case, punctuation, bullets and emoji do not count."""
    assert takes(text, "read the gazette here")


@pytest.mark.parametrize(
    "text",
    [
        "Read the Gazette",
        "Read the old Gazette here",
        "Read the Gazettes here",
        "You read the Gazette here",
        "Read the Gazette here today",
    ],
)
def test_words_count(text: str) -> None:
    """A word more, less or other is no match: whole blocks only."""
    assert not taken(f"{STORY}\n\n{text}", "read the gazette here")


def test_never_inside_prose() -> None:
    """A sentence that holds the phrase is prose."""
    text = f"{STORY} The sign said read the gazette here and nobody did, as far as we can tell from the pictures of it."
    assert not taken(text, "read the gazette here")


@pytest.mark.parametrize("middle", ["", "old", "old and much loved daily", "one two three four five six"])
def test_star(middle: str) -> None:
    """`*` is up to six words, none too."""
    assert takes(f"Read the {middle} Gazette here", "read the * gazette here")


def test_star_has_an_end() -> None:
    """Seven words are too many."""
    assert not taken(f"{STORY}\n\nRead the one two three four five six seven Gazette here", "read the * gazette here")


def test_star_at_the_end() -> None:
    """A `*` may close a phrase."""
    assert takes("Read the Gazette on the train home", "read the gazette *")
    assert takes("Read the Gazette", "read the gazette *")
    assert not taken(f"{STORY}\n\nRead the Gazette one two three four five six seven", "read the gazette *")


def test_star_at_the_start() -> None:
    """A `*` may open a phrase, which is then read from its last word."""
    assert takes("The Kelby Post is read here", "* is read here")
    assert takes("Is read here", "* is read here")
    assert not taken(f"{STORY}\n\nThe Kelby Post is read here today", "* is read here")
    assert not taken(f"{STORY}\n\nOne two three four five six seven is read here", "* is read here")


def test_star_at_the_start_before_a_number() -> None:
    """A phrase that opens with `*` may close with a number."""
    assert takes("The Kelby Post in print since 1871", "* in print since #")


@pytest.mark.parametrize("number", ["5", "1,234", "14K", "3:51", "2.5", "2024"])
def test_number(number: str) -> None:
    """`#` is one number."""
    assert takes(f"Read by {number} people here", "read by # people here")


@pytest.mark.parametrize("number", ["many", "", "5 6"])
def test_no_number(number: str) -> None:
    """`#` is no word, not nothing, and not two."""
    assert not taken(f"{STORY}\n\nRead by {number} people here", "read by # people here")


def test_word_for_a_number_first() -> None:
    """A word is no number there either."""
    assert not taken(f"{STORY}\n\nSome people read this", "# people read this")


@pytest.mark.parametrize("number", ["5", "14", "14K", "1,234"])
def test_number_first(number: str) -> None:
    """A number may come first."""
    assert takes(f"{number} people read this", "# people read this")


def test_alternatives() -> None:
    """`a|b` is the one or the other; `a|` is the word or nothing."""
    phrase = "read|see our|the| gazette here"
    for text in ("Read our Gazette here", "See the Gazette here", "Read Gazette here"):
        assert takes(text, phrase)
    for text in ("Gazette here", "Read your Gazette here", "Read our the Gazette here"):
        assert not taken(f"{STORY}\n\n{text}", phrase)


def test_alternatives_of_several_tokens() -> None:
    """An alternative may be several tokens to the scanner."""
    assert takes("Get e-mail news here", "get e-mail|sms news here")
    assert takes("Get SMS news here", "get e-mail|sms news here")


def test_tiling() -> None:
    """Several phrases in a row make up a block; each is told apart in the explanation."""
    phrases = ("read the gazette here", "get the * app now", "seen by # people today")
    text = "Read the Gazette here Get the Kelby app now Seen by 14K people today"
    assert taken(f"{STORY}\n\n{text}", *phrases) == ["Read the Gazette here", "Get the Kelby app now", "Seen by 14K people today"]


def test_tiling_leaves_no_gap() -> None:
    """A block with a word between the phrases is not taken."""
    assert not taken(f"{STORY}\n\nRead the Gazette here and Get the app now", "read the gazette here", "get the app now")


def test_tiling_tries_other_ways() -> None:
    """A phrase that is the start of another does not stand in its way."""
    phrases = ("read the gazette here", "read the gazette here every day", "every day is good here")
    assert taken(f"{STORY}\n\nRead the Gazette here every day is good here", *phrases) == [
        "Read the Gazette here",
        "every day is good here",
    ]


def test_closing_sentences() -> None:
    """Whole sentences at a paragraph's end are taken; the paragraph stays."""
    text = f"{STORY} Read the Gazette here. Get the app now!"
    assert taken(text, "read the gazette here", "get the app now") == ["Read the Gazette here.", "Get the app now!"]
    assert (
        explain(text, pipeline=Pipeline((Phrases("own", lines=("get the app now", "read the gazette here")),))).article.body
        == STORY
    )


def test_closing_sentences_of_long_paragraphs() -> None:
    """A paragraph too long to be a phrase is looked at for such sentences too."""
    assert taken(f"{STORY * 6} Read the Gazette here.", "read the gazette here") == ["Read the Gazette here."]


def test_sentences_in_the_middle_stay() -> None:
    """A sentence with prose after it is part of the paragraph."""
    assert not taken(f"{STORY} Read the Gazette here. {STORY}", "read the gazette here")


def test_unspaced_scripts() -> None:
    """In scripts without spaces each character is a token."""
    assert takes("続きを読むには会員登録が必要です", "続きを読むには会員登録が必要です")
    assert not taken(f"{STORY}\n\n彼は続きを読むには会員登録が必要ですと話した。", "続きを読むには会員登録が必要です")


def test_star_in_unspaced_scripts() -> None:
    """A `*` is some twenty characters there."""
    assert takes("朝日新聞デジタルの会員登録が必要です", "朝日 * の会員登録が必要です")
    assert not taken(f"{STORY}\n\n朝日{'新' * 40}の会員登録が必要です", "朝日 * の会員登録が必要です")


def test_unspaced_closing_sentence() -> None:
    """A sentence at the end needs no space before it there."""
    story = "フェリーは午前七時に港を出たが、まもなく濃い霧に包まれ、沖合の浅瀬に乗り上げたと海上保安部は説明している。"
    assert taken(f"{story}続きを読むには会員登録が必要です。", "続きを読むには会員登録が必要です") == [
        "続きを読むには会員登録が必要です。"
    ]


def test_right_to_left() -> None:
    """Arabic words are words."""
    assert takes("اقرأ الجريدة هنا كل يوم", "اقرأ الجريدة هنا كل يوم")


def test_hard_spaces_and_breaks() -> None:
    """White space of any kind is between words."""
    assert takes("Read\u00a0the\tGazette  here", "read the gazette here") or taken(
        f"{STORY}\n\nRead\u00a0the\tGazette  here", "read the gazette here"
    )


def test_the_reason_names_the_phrase() -> None:
    """The reason is evidence: the phrase as it is written in the list."""
    explanation = explain(
        f"{STORY}\n\nRead the old Gazette here", pipeline=Pipeline((Phrases("own", lines=("Read the * Gazette here",)),))
    )
    assert "Read the * Gazette here" in explanation.article.removed[0].reason
