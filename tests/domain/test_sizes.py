"""Sizes as people read them."""

import json

import pytest

from domain.sizes import Size, size_text
from domain.words import Words, shown

MB = 1024 * 1024


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (1023, "1 KB"),
        (1024, "1 KB"),
        (500 * 1024, "500 KB"),
        (MB - 1, "1.0 MB"),
        (MB, "1.0 MB"),
        (12_345_678, "11.8 MB"),
        (1024 * MB - 1, "1.00 GB"),
        (1024 * MB, "1.00 GB"),
        (20_000 * MB, "19.53 GB"),
        (5000 * 1024 * MB, "5000.00 GB"),
    ],
)
def test_a_size_is_told_as_file_managers_tell_it(size: int, text: str) -> None:
    assert size_text(size) == text


def test_a_size_among_facts_is_told_in_words_and_stays_a_number_in_documents() -> None:
    fact = Size(3 * MB)
    assert shown(fact) == "3.0 MB"
    assert Words({"a.b": "需要 {needed}"}).say("a.b", {"needed": fact}) == "需要 3.0 MB"
    assert json.dumps({"needed": fact}) == '{"needed": 3145728}'
