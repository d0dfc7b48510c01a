"""Which numbers of a text are key figures, on both sides of what decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.model import Block, BlockKind, Language, Span
from crossfoot.normalizers.figures.read import read_figures
from tests.normalizers.test_figures import block


def values(
    kind: BlockKind,
    text: str,
    *,
    language: Language = "en",
    bold: str = "",
    section: tuple[str, ...] = (),
) -> list[str]:
    """Return the values of the key figures of one block."""
    return of(block(kind, text, bold=bold, section=section), language)


def of(one: Block, language: Language = "en") -> list[str]:
    """Return the values of the key figures of a block."""
    figures = read_figures([one], (), language)
    return [str(figure.number.value) for figure in figures if figure.number]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("58 drivers came.", ["58"]),
        ("– 58 drivers came.", ["58"]),
        ("With 58 drivers we came.", []),
        ("Drivers: 58 people came.", ["58"]),
        ("D: 58 people came.", ["58"]),
        ("Drivers, mostly: 58 people came.", ["58"]),
        ("58 BMW came.", ["58"]),
        ("9 BMW came.", []),
        ("58 d'agents.", ["58"]),
        ("58 of them.", []),
        ("58 vans, 31 cars", ["58", "31"]),
    ],
)
def test_a_paragraph_leads_with_a_number_of_something(text: str, key: list[str]) -> None:
    """Nothing but marks or "Board:" before it, a noun of three letters behind it."""
    assert values("paragraph", text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("58 drivers", ["58"]),
        ("The 58 drivers", []),
        ("The share of 58 %", ["58"]),
        ("More than 58 % of drivers", []),
        ("Where the 58 % went", ["58"]),
        ("58 BMW", []),
    ],
)
def test_a_heading_states_a_number_or_measures_exactly(text: str, key: list[str]) -> None:
    """A count that leads, or a share, but no "more than"."""
    assert values("heading", text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The service employs 10 drivers.", ["10"]),
        ("The service has 9 pumps.", ["9"]),
        ("We saw 58 “open” doors.", ["58"]),
        ("There were 0 accidents.", ["0"]),
        ("The service employs 10 of them.", []),
        ("Our 10 drivers came.", []),
        ("We came with 10 drivers.", []),
        ("It has 3 phases.", []),
        ("It has 99 pages.", []),
        ("It has 100 pages.", ["100"]),
        ("We hired 10 Welsh drivers.", ["10"]),
        ("We hired 9 Welsh drivers.", []),
        ("In the 4 next years we pay.", []),
        ("We gave 300 hours of work.", ["300"]),
        ("We gave 300 hours in May.", []),
        ("We live 80.9 years.", ["80.9"]),
        ("We live up to 80.9 years.", []),
        ("Plans give 15 points of 20.", []),
        ("The rate of 6 % rose by 2 points of it.", ["6", "2"]),
        ("It gives 30 points of it.", []),
    ],
)
def test_a_sentence_states_a_plain_count(text: str, key: list[str]) -> None:
    """A noun behind it; what is known, what divides a plan and how long it takes are no results."""
    assert values("paragraph", text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("With our 18 people: 11 women and 7 men", ["18", "11", "7"]),
        ("With our 18 people: 11 women and 6 men", ["11", "6"]),
        ("With our 18 people: 18 women", ["18"]),
        ("With our 18 people: 18 women and 3 men", ["18", "3"]),
        ("With our 18 people: 9 women, 6 men and 3 girls", ["18", "9", "6", "3"]),
        ("With our 18 people: 11 women and 7 men, 2 boys", ["18", "11", "7", "2"]),
        ("With our 18 people, 11 women and 7 men", ["11", "7"]),
        ("With our 18 people: 11 women. Then 7 men", ["11", "7"]),
        ("With our 18 people: 11 women and 7 km", ["11"]),
        ("With our 3 boys and our 18 people: 11 women and 7 men", ["18", "11", "7"]),
    ],
)
def test_counts_that_make_the_count_before_them(text: str, key: list[str]) -> None:
    """Two parts at least, opened by a colon or bracket, in one sentence, that add up to it."""
    assert values("paragraph", text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("We went to these 4 cities: Accra, Lima, Lyon and Oslo.", ["4"]),
        ("We went to these 3 cities: Accra, Lima and Oslo.", []),
        ("We went to these 4 cities: Accra, Lima, Lyon and others.", []),
        ("We went to these 4 cities: Accra, Lima, Lyon and oslo.", []),
        ("We went to our 4 cities, such as these: Accra, Lima, Lyon and Oslo.", []),
        ("We went to these 4 cities: Accra, Lima, Lyon, Oslo etc.", []),
        ("We went to these 4 cities: Accra, Lima, Lyon and Route 66.", []),
        ("We went to these 4 km cities: Accra, Lima, Lyon and Oslo.", []),
        ("We saw these 4 films: The Men Who Came In From The Cold, Lima, Lyon, Oslo.", []),
        ("We saw these 4 films: The Man Who Came From The Cold, Lima, Lyon and Oslo.", ["4"]),
    ],
)
def test_a_count_before_the_list_of_what_it_counts(text: str, key: list[str]) -> None:
    """Four names after a colon, each of seven words at most, capitalised and without digits."""
    assert values("paragraph", text) == key


@pytest.mark.parametrize(("letters", "key"), [(60, ["4"]), (61, [])])
def test_a_list_begins_near_its_count(letters: int, key: list[str]) -> None:
    """Sixty chars may stand between the number and the colon."""
    lead = " cities that we went to in spring".ljust(letters, "x")

    assert values("paragraph", f"We saw our 4{lead}: Accra, Lima, Lyon and Oslo.") == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Costs were 5 %.", ["5"]),
        ("Costs were 5 € each.", ["5"]),
        ("We have 5 million trees.", ["5000000"]),
        ("We have more than 50 trees.", ["50"]),
        ("We have about 50 trees.", ["50"]),
        ("We have at most our 50 trees.", []),
        ("We have > 50 trees.", []),
        ("We have (about 50) trees.", ["50"]),
        ("We have more than 50 km of pipes.", ["50"]),
        ("It holds for towns of more than 3,000 people.", []),
        ("We have our 50 trees.", []),
    ],
)
def test_prose_measures_shares_money_and_more_than(text: str, key: list[str]) -> None:
    """In words, of things that are counted; lengths and classes are definitions."""
    assert values("paragraph", text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Costs rose. If 5 % are met, we pay.", []),
        ("If they came. Costs were 5 %.", ["5"]),
        ("Costs were 5 %. If they come we pay.", ["5"]),
        ("Costs were 5 %; if they come we pay.", ["5"]),
        ("If J. Smith has 5 %, we pay.", []),
        ("If costs rise to 5 % in No. 7 we pay", []),
    ],
)
def test_a_rule_is_told_by_its_own_sentence(text: str, key: list[str]) -> None:
    """The sentence before and the one behind decide nothing."""
    assert values("paragraph", text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1,250 officials from 61 cities trained", ["1250"]),
        ("1,250 officials and 61 cities", ["1250", "61"]),
    ],
)
def test_a_card_shows_what_its_labels_do_not_hold(text: str, key: list[str]) -> None:
    """A number after "from" belongs to a label, unless it is set apart."""
    assert values("card", text) == key
    assert values("card", text, bold="61") == ["1250", "61"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("58 drivers came, and 31 cooks", ["58", "31"]),
        ("58 drivers came & 31 cooks", ["58", "31"]),
        ("58 drivers or 31 cooks", ["58", "31"]),
        ("58 drivers (31 cooks)", ["58", "31"]),
        ("58 drivers – 31 cooks", ["58", "31"]),
        ("58 drivers met our 31 cooks", ["58"]),
        ("58 drivers came. Later, our 31 cooks", ["58"]),
        ("58 drivers, 3 BMW", ["58"]),
        ("58 drivers met our 31 cooks and 12 maids", ["58", "12"]),
        ("With 58 drivers, our 31 cooks", []),
    ],
)
def test_counts_that_go_on_from_a_key_figure(text: str, key: list[str]) -> None:
    """Joined by a comma, "and", a bracket or a dash, in its sentence, to the very number."""
    assert values("paragraph", text) == key


# ------------------------------------------------------------------------------- how it is set


def styled(*runs: tuple[str, float, bool, int]) -> Block:
    """Return a paragraph of runs: text, size, bold, colour."""
    spans, left = [], 0.0
    for text, size, bold, colour in runs:
        words = []
        for word in text.split():
            words.append((word, (left, 0.0, left + 8, 10.0)))
            left += 10
        spans.append(Span(text, words[0][1], size, bold, colour, tuple(words)))
    text = " ".join(run[0] for run in runs)
    return Block("paragraph", 1, (0.0, 0.0, 500.0, 20.0), text, tuple(spans))


@pytest.mark.parametrize(
    ("number", "around", "key"),
    [
        ((10.0, False, 0), (10.0, False, 0), []),
        ((10.0, True, 0), (10.0, False, 0), ["141"]),
        ((10.0, True, 0), (10.0, True, 0), []),
        ((11.0, False, 0), (10.0, False, 0), []),
        ((11.1, False, 0), (10.0, False, 0), ["141"]),
        ((9.0, False, 0), (10.0, False, 0), []),
        ((10.0, False, 255), (10.0, False, 0), ["141"]),
        ((10.0, True, 255), (10.0, True, 0), []),
        ((11.1, True, 0), (10.0, True, 0), ["141"]),
    ],
)
def test_what_is_set_apart_is_meant_to_be_seen(
    number: tuple[float, bool, int], around: tuple[float, bool, int], key: list[str]
) -> None:
    """Bolder, more than a tenth larger, in another colour than text that is not bold."""
    one = styled(("With our", *around), ("141", *number), ("members we went on", *around))

    assert of(one) == key


def test_the_digits_tell_how_a_number_is_set() -> None:
    """Not the words around them, and not what most of a block is not."""
    plain, bold = (10.0, False, 0), (10.0, True, 0)

    assert (
        of(
            styled(
                ("With our", *plain),
                ("141", *plain),
                ("members", *bold),
                ("we went on and on", *plain),
            )
        )
        == []
    )
    assert of(
        styled(("With", *bold), ("141", *bold), ("members on the road to the sea", *plain))
    ) == ["141"]


def test_a_figure_is_framed_by_its_words() -> None:
    """Qualifier, digits and unit, and nothing around them; the block where no word is found."""
    one = styled(
        ("Costs were about", 10.0, False, 0), ("5 %", 10.0, False, 0), ("of it", 10.0, False, 0)
    )
    (figure,) = read_figures([one], (), "en")
    (bare,) = read_figures([replace(one, spans=())], (), "en")

    assert figure.box == (20.0, 0.0, 48.0, 10.0)
    assert bare.box == (0.0, 0.0, 500.0, 20.0)


def test_a_rejoined_hyphen_does_not_lose_the_words_behind_it() -> None:
    """What is "mem-" at a line end is "mem" in the text; what follows is found where it stands."""
    words = tuple(
        (word, (10.0 * at, 0.0, 10.0 * at + 8, 10.0))
        for at, word in enumerate(("With", "mem-", "bers", "of", "5", "%"))
    )
    spans = (Span("With mem- bers of 5 %", (0, 0, 60, 10), 10.0, False, 0, words),)
    one = Block("paragraph", 1, (0.0, 0.0, 99.0, 9.0), "With members of 5 %", spans)

    assert [figure.box for figure in read_figures([one], (), "en")] == [(40.0, 0.0, 58.0, 10.0)]


def test_the_lowest_heading_tells_duties_from_results() -> None:
    """A part on results under duties tells what was found."""
    text, duties = "Cleaning of 15 % of the pipes", "Duties of the operator"

    assert values("bullet", text, section=(duties, "Results")) == ["15"]
    assert values("bullet", text, section=("Results", duties)) == []


def drawn(text: str, *words: str, bold: str = "", kind: BlockKind = "paragraph") -> Block:
    """Return a block whose words are drawn ten points apart, each a run of its own."""
    spans = []
    for at, word in enumerate(words):
        box = (10.0 * at, float(at % 2), 10.0 * at + 8, 10.0 + at)
        spans.append(Span(word, box, 10.0, word == bold, 0, ((word, box),)))
    return Block(kind, 1, (0.0, 0.0, 500.0, 20.0), text, tuple(spans))


@pytest.mark.parametrize(
    ("text", "words", "boxes"),
    [
        ("5 % of it", ("5", "%", "of", "it"), [(0.0, 0.0, 18.0, 11.0)]),
        ("Costs 5 %(a) of", ("Costs", "5", "%", "(a)", "of"), [(10.0, 0.0, 28.0, 12.0)]),
        ("All (5 % cats", ("All", "(", "5", "%", "cats"), [(20.0, 0.0, 38.0, 13.0)]),
        (
            "5 % cats, 5 % dogs",
            ("5", "%", "cats,", "-", "5", "%", "dogs"),
            [(0.0, 0.0, 18.0, 11.0), (40.0, 0.0, 58.0, 15.0)],
        ),
        ("5 % of x", ("5", "of", "x"), [(0.0, 0.0, 8.0, 10.0)]),
    ],
)
def test_the_words_a_figure_is_made_of(
    text: str, words: tuple[str, ...], boxes: list[tuple[float, ...]]
) -> None:
    """Those that share a letter with it, and no neighbour; a lone hyphen is no word."""
    figures = read_figures([drawn(text, *words, kind="bullet")], (), "en")

    assert [figure.box for figure in figures] == boxes


def test_a_currency_in_bold_highlights_no_number() -> None:
    """Nor does it hide that the digits are."""
    words = ("With", "our", "km", "141", "members", "on")

    assert of(drawn("With our 141 members on", *words[:2], *words[3:], bold="141")) == ["141"]
    text = "If one has €141 to pay"
    parts = ("If", "one", "has", "€", "141", "to", "pay")
    assert of(drawn(text, *parts, bold="€")) == []
    assert of(drawn(text, *parts, bold="141")) == ["141"]


def test_a_total_that_is_told_is_no_condition() -> None:
    """What is required stands later in the sentence; how many there are was counted."""
    text = "A total of 27 states had rules beyond what is required of them."
    assert of(block("paragraph", text)) == ["27"]
    assert of(block("paragraph", "27 of 30 members must be present, as is required of them.")) == []


def test_two_numbers_set_against_one_another_share_their_unit() -> None:
    """Both are shares, and none is called by what stands between them."""
    text = "Master's degree recipients borrowed less (45 vs. 64 percent of doctoral recipients)."
    figures = read_figures([block("paragraph", text)], (), "en")
    assert [(f.number.text, f.number.unit) for f in figures if f.number] == [
        ("45", "%"),
        ("64 percent", "%"),
    ]
    assert all(figure.label != "vs" for figure in figures)


def test_a_change_and_the_level_it_led_to_say_two_things_of_one_subject() -> None:
    """Both are key; a range of shares stays one."""
    text = "In FY 2011, the number of seizures increased by 24 percent to 24,792 with a low value."
    figures = read_figures([block("paragraph", text)], (), "en")
    assert [f.number.text for f in figures if f.number] == ["24 percent", "24,792"]
    assert {figure.label for figure in figures} == {"the number of seizures increased"}


def test_in_comparison_to_a_year_names_nothing() -> None:
    """What increased stands before the share."""
    text = "It also increased overall seizures by 24 percent in comparison to FY 2010."
    (figure,) = read_figures([block("paragraph", text)], (), "en")
    assert "seizures" in figure.label
