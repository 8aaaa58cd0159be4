"""Markdown as people write it becomes HTML as it should be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.markdown import MAX_ADDRESS, MAX_ADDRESSES, MAX_COLUMNS, MAX_LINES, MAX_SOURCE, render
from tests.forum.reading import parsed

REL = "noopener noreferrer nofollow ugc"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Vi *provade*, **mätte** och ~~gav upp~~.", "<em>provade</em>, <strong>mätte</strong>"),
        ("~~Fel~~", "<s>Fel</s>"),
        ("- en\n- två", "<li>två</li>"),
        ("3. tredje", '<ol start="3">'),
        ("> citat", "<blockquote>"),
        ("    kod", "<pre><code>kod"),
        ("| mått | värde |\n|---|--:|\n| spill | 12 |", "<td>12</td>"),
        ("rad ett\\\nrad två", "<br>"),
        ("Å, ä och ö – även É och 漢字 🙂", "<p>Å, ä och ö – även É och 漢字 🙂</p>"),
    ],
)
def test_what_people_write_is_formatted(source, expected):
    assert expected in render(source)


@pytest.mark.parametrize(("written", "shown"), [(1, 3), (2, 4), (3, 5), (4, 6), (6, 6)])
def test_headings_begin_below_those_of_the_page(written, shown):
    assert render(f"{'#' * written} Läget") == f"<h{shown}>Läget</h{shown}>\n"


def test_a_link_leads_out_without_telling_where_it_came_from():
    link = '<a href="https://example.org/r" rel="noopener noreferrer nofollow ugc">rapport</a>'
    assert render("[rapport](https://example.org/r)") == f"<p>{link}</p>\n"


@pytest.mark.parametrize(
    "address", ["/stories/1", "../x", "#a", "//evil.example/x", "ftp://a.example", "http:", "x:y"]
)
def test_only_whole_web_and_mail_addresses_become_links(address):
    assert render(f"[hit]({address})") == f"<p>[hit]({address})</p>\n"


def test_an_address_beyond_the_limit_stays_text():
    address = "https://example.org/" + "a" * MAX_ADDRESS
    assert not parsed(render(f"[hit]({address})")).links


def test_a_remote_picture_becomes_a_link_of_its_description():
    page = parsed(render("![en *bild*](https://example.org/b.png)"))
    assert page.links == ["https://example.org/b.png"]
    assert page.text.strip() == "en bild"


def test_a_picture_without_a_description_shows_its_address():
    assert parsed(render("![](https://example.org/b.png)")).text.strip() == (
        "https://example.org/b.png"
    )


def test_a_picture_in_a_link_leaves_the_link_and_its_words_and_address():
    page = parsed(render("[![bild](https://a.example/b.png)](https://b.example/)"))
    assert page.links == ["https://b.example/"]
    assert page.text.strip() == "bild (https://a.example/b.png)"


def test_raw_html_is_shown_as_it_was_written():
    assert render("<b>fet</b>") == "<p>&lt;b&gt;fet&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    "source", ["a *b*\n" * (MAX_LINES + 2), "*" + "a" * MAX_SOURCE, "a\n" * MAX_SOURCE]
)
def test_a_text_beyond_the_limits_is_shown_unformatted_and_whole(source):
    page = parsed(render(source))
    assert page.text.split() == source.split()
    assert page.tags <= {"p", "br"}


def test_a_table_wider_than_the_limit_stays_text():
    wide = MAX_COLUMNS + 1
    source = "|" + "a|" * wide + "\n|" + "-|" * wide + "\n|b|"
    assert "table" not in parsed(render(source)).tags
    assert "table" in parsed(render(source.replace("a|", "", 1).replace("-|", "", 1))).tags


def test_an_address_repeated_by_reference_stops_growing_but_the_words_stay():
    source = f"[a]: https://example.org/{'y' * 1900}\n\n" + "[a] " * 9_000
    page = parsed(render(source))
    assert sum(map(len, page.links)) <= MAX_ADDRESSES
    assert page.text.split()[2:] == ["a"] * 9_000


def test_a_title_repeated_by_reference_is_shown_once():
    source = f'[a]: https://example.org "{"y" * 20_000}"\n\n' + "[a] " * 4_000
    assert render(source).count("y" * 20_000) == 1


@pytest.mark.parametrize(
    "piece",
    ["![", "[a](", "*a_", ">", "> - ", "- ", "`", "<", "&#", "[", "![](", "a**b", "|", "[a][", "#"],
)
def test_the_worst_known_sources_end(piece):
    assert render(piece * (MAX_SOURCE // len(piece))) is not None


def test_characters_that_no_database_or_browser_takes_are_replaced():
    assert render("a\ud800b\x00c") == "<p>a?b\ufffdc</p>\n"
    assert "\x00" not in render("\x00" * (MAX_SOURCE + 1))


@given(st.text(alphabet="[]()!*_`<>|-~#&;:\\\"' \n\tahtps/.0åx", max_size=200) | st.text())
def test_no_source_raises_or_leaves_the_allow_list(source):
    parsed(render(source)).must_be_harmless()
