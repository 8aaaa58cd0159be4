"""The word list finds whole words and compounds, and leaves what only looks like them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from forum.moderation.reading import Shown
from forum.moderation.wordlist import find, fold, is_one_word, words_in

ALPHABET = "abdeghiklmnoprstuvåäö -*_.ÅSK1"
LIST = [("sv", "skit", True), ("sv", "ass", True), ("sv", "svin", True), ("sv", "kärring", True)]


def holds(text: str, word: str = "skit", within: bool = True, language: str = "sv") -> bool:
    return find([(language, word, within)], words_in(Shown.of(text).text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Vilken skit!",
            "SKIT",
            "(skit)",
            "Skit, sa hon.",
            "skit-bra",
            "sk\u00adit",
            "sk\u200bit",
        ),
        *(
            "sk**i**t",
            "[skit](https://x.se)",
            "> skit",
            "# skit",
            "`skit`",
            "- skit\n- bra",
            "sk\\it",
        ),
        *("![skit](https://x.se/bild.png)", "&#115;kit"),
    ],
)
def test_a_word_is_found_as_a_reader_meets_it(text: str) -> None:
    assert holds(text, within=False) is (text != "sk\\it")


@pytest.mark.parametrize(
    "text", ["[läs](https://skit.se)", "skitbra", "skiten", "s k i t", "ski\nt"]
)
def test_what_is_not_read_as_the_word_is_not_found(text: str) -> None:
    assert not holds(text, within=False)


@pytest.mark.parametrize("word", ["kärring", "Kärring", "ka\u0308rring", "KÄRRING"])
@pytest.mark.parametrize("text", ["Kärring!", "KA\u0308RRING", "en kärring till"])
def test_letters_are_the_same_however_they_are_composed(word: str, text: str) -> None:
    assert holds(text, word, within=False)
    assert not holds(text.replace("ä", "a").replace("A\u0308", "A"), word, within=False)


@pytest.mark.parametrize(
    "text",
    [
        *("skitbra", "skitsnack", "skitsnacket", "skitungarna", "hundskit", "hundskitpåse"),
        *("arbetsskit", "skitprodukt", "skitproduktionsmöte", "kyrkoskit", "skitmänniskor"),
    ],
)
def test_a_compound_is_found_by_its_first_middle_or_last_part(text: str) -> None:
    assert holds(text)
    assert not holds(text, within=False)


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("ass", "massor passar assistent klassen kompass terrass"),
        ("svin", "svinn svinnet svinnkontroll"),
        ("fan", "fanns fantastisk elefant fanfar"),
        ("ras", "baseras analyseras levereras rast frasen"),
        ("hor", "horisont hormon behöver chor"),
        ("rån", "från ifrån frånvaro grån"),
        ("skit", "skiten skits"),  # its own forms are lines of their own
    ],
)
def test_what_only_has_its_letters_is_left_alone(word: str, texts: str) -> None:
    assert [text for text in texts.split() if holds(text, word)] == []


def test_english_has_parts_of_its_own() -> None:
    assert holds("What a dumbass", "ass", language="en")
    for text in ("harass", "assume", "class", "embarrass", "compass", "massive", "grass"):
        assert not holds(text, "ass", language="en")


@settings(deadline=None)
@given(some.text(ALPHABET, max_size=60), some.sampled_from(LIST))
def test_no_text_is_held_that_lacks_the_word(text: str, listed: tuple[str, str, bool]) -> None:
    shown = Shown.of(text).text
    if find([listed], words_in(shown)):
        assert listed[1] in fold(shown)


@settings(deadline=None)
@given(some.text(ALPHABET, max_size=60), some.sampled_from(LIST))
def test_a_word_that_is_added_never_lets_out_what_was_held(
    text: str, added: tuple[str, str, bool]
) -> None:
    if find(LIST[:1], words_in(text)):
        assert find([*LIST[:1], added], words_in(text))


@pytest.mark.parametrize("text", ["skit", "e39", "ÅÄÖ"])
def test_what_can_be_found_can_be_listed(text: str) -> None:
    assert is_one_word(text)


@pytest.mark.parametrize("text", ["", "två ord", "e-post", "tv:n", "don't", "!"])
def test_what_cannot_be_found_cannot_be_listed(text: str) -> None:
    assert not is_one_word(text)


@pytest.mark.parametrize("piece", ["ass", "arbetsskit", "kyrkoskit", "a", "å\u0308", "skit" * 9])
def test_long_words_are_not_looked_into(piece: str) -> None:
    """What is looked into is bounded, so that no text can be written to take long."""
    text = (piece * 40_000)[:40_000]
    assert not find([("sv", "ski", True), ("sv", "ass", True)], words_in(text))


@pytest.mark.parametrize(
    "text",
    [
        *("[här](https://x.se)", "<https://x.se>", "https://x.se", "HTTPS://X.SE", "www.x.se"),
        *("Se billigt.nu!", "![bild](https://x.se/a.png)", "[x]\n\n[x]: https://x.se"),
        *("[skriv](mailto:a@x.se)", "xn--bcher-kva.com", "a.b.c.se", "[x](https&#58;//x.se)"),
    ],
)
def test_links_are_seen_however_they_are_written(text: str) -> None:
    assert Shown.of(text).links


@pytest.mark.parametrize(
    "text",
    [
        *(
            "t.ex.",
            "bl.a. detta",
            "Klart.Se vidare",
            "kl. 9.30",
            "anna@x.se",
            "fil.pdf",
            "1.5.net2",
        ),
        *("[läs](/sida)", "[läs][ref]", "https://", "www", "semester", "x.seger"),
    ],
)
def test_what_leads_nowhere_is_no_link(text: str) -> None:
    assert not Shown.of(text).links
