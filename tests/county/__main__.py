"""Writes resources/sample anew: `python -m tests.county`."""

from pathlib import Path

from tests.county.county import generate
from tests.county.workbooks import write_all

if __name__ == "__main__":
    write_all(generate(), Path(__file__).resolve().parents[2] / "resources" / "sample")
