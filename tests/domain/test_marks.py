"""What a ballot over options is like, as people write it."""

import pytest

from bot.domain.ballots.ballot import Method
from bot.domain.ballots.drafts import OptionsMissingError, parse_proposal
from bot.domain.ballots.marks import dashed

AB = "\n- a\n- b"


@pytest.mark.parametrize(
    ("text", "question", "method", "takes_options"),
    [
        ("What first? rank", "What first?", Method.RANK, False),
        ("What first? many, open", "What first?", Method.MANY, True),
        ("What first: rank.", "What first:", Method.RANK, False),
        ("3d: What first? many", "What first?", Method.MANY, False),
        ("Who is open", "Who is open", Method.ONE, False),
        ("What first? Rank", "What first? Rank", Method.ONE, False),
        ("много: Что купить?", "Что купить?", Method.MANY, False),
        ("Несколько: Что купить?", "Что купить?", Method.MANY, False),
        ("несколько, открыто: Что купить?", "Что купить?", Method.MANY, True),
        ("3d: по порядку: Что купить?", "Что купить?", Method.RANK, False),
        ("Что купить? по порядку", "Что купить?", Method.RANK, False),
        ("Что купить?\nоткрыто", "Что купить?", Method.ONE, True),  # noqa: RUF001
        ("Что купить?\nПо порядку:", "Что купить?", Method.RANK, False),  # noqa: RUF001
        ("несколько идей", "несколько идей", Method.ONE, False),
    ],
)
def test_the_method_stands_at_the_end_of_the_first_line_too_and_in_russian(text, question, method, takes_options):
    draft = parse_proposal(text + AB)
    assert (draft.text, draft.method, draft.takes_options) == (question, method, takes_options)
    assert draft.options == ("a", "b")


@pytest.mark.parametrize("text", ["несколько: пицца, паста", "По порядку: пицца", "открыто: пицца"])
def test_a_method_without_options_is_refused_in_russian_too(text):
    with pytest.raises(OptionsMissingError):
        parse_proposal(text)


def test_open_with_a_capital_stays_a_text():
    assert parse_proposal("Открыто: ворота").text == "Открыто: ворота"


@pytest.mark.parametrize("listed", ["1. Pizza\n2. Pasta", "1) Pizza\n2) Pasta", "• Pizza\n• Pasta"])
def test_numbers_and_bullets_below_a_question_are_options(listed):
    draft = parse_proposal(f"Pizza or pasta?\n{listed}")
    assert (draft.text, draft.options, draft.method) == ("Pizza or pasta?", ("Pizza", "Pasta"), Method.ONE)
    assert parse_proposal(f"Pizza or pasta? rank\n{listed}").method is Method.RANK


@pytest.mark.parametrize(
    "text",
    [
        "Our rules:\n1. No smoking\n2. No dogs",
        "Who?\n1. Pizza",
        "Who?\n2. Pizza\n3. Pasta",
        "Who?\n1. Pizza\nor\n2. Pasta",
        "1. Pizza?\n2. Pasta?",
        "Who?",
    ],
)
def test_other_numbers_stay_text(text):
    assert dashed(text) == text
    assert parse_proposal(text).options == ()
