"""Text beyond the first plane is read back as it was written."""

import io

import pypdfium2
import pytest
import reportlab
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from export.pdf.fonts import FontChain
from export.pdf.unicode_map import KNOWN_VERSION, unicode_map

TEXT = "𬭎𬬭𫖯𠅤䶮㛃编制2026"


def page(fonts: FontChain, text: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont(fonts.base_font, 12)
    for line in range(0, len(text), 30):
        canvas.drawString(50, 800 - line, text[line : line + 30])
    canvas.save()
    return file.getvalue()


def test_the_version_of_reportlab_is_the_one_that_was_looked_at() -> None:
    assert reportlab.__version__ == KNOWN_VERSION


def test_rare_characters_are_extracted_by_one_reader(fonts: FontChain) -> None:
    assert TEXT in PdfReader(io.BytesIO(page(fonts, TEXT))).pages[0].extract_text()


def test_rare_characters_are_extracted_by_another_reader(fonts: FontChain) -> None:
    with pypdfium2.PdfDocument(page(fonts, TEXT)) as document:
        assert TEXT in document[0].get_textpage().get_text_range()


def test_many_characters_need_several_subsets_and_stay_themselves(fonts: FontChain) -> None:
    text = "".join(chr(0x4E00 + at) for at in range(600)) + "𬭎"
    found = PdfReader(io.BytesIO(page(fonts, text))).pages[0].extract_text()
    assert found.replace("\n", "") == text


@pytest.mark.parametrize(("count", "blocks"), [(1, 1), (100, 1), (101, 2), (256, 3)])
def test_a_map_holds_a_hundred_entries_to_a_block(count: int, blocks: int) -> None:
    assert unicode_map("F", range(0x4E00, 0x4E00 + count)).count("endbfchar") == blocks


def test_a_code_point_is_written_in_utf_16() -> None:
    assert "<00> <D842DFB7>" in unicode_map("F", [0x20BB7])
