"""Files as people attach them, made by hand: each is what its content says."""

import io
import struct
import zipfile
from pathlib import Path

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPG = b"\xff\xd8\xff\xe0" + bytes(20)
TIF = b"II*\x00" + bytes(20)
BMP = b"BM" + struct.pack("<LHHLL", 70, 0, 0, 54, 40) + bytes(60)


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return held.getvalue()


OFD = zipped("OFD.xml", "Doc_0/Document.xml")
DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")


def put(folder: Path, content: bytes = PDF, name: str = "scan.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
