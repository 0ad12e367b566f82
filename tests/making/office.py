"""PDFs from Word and PowerPoint files, by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path


def to_pdf(files: list[Path], out: Path, tagged: bool, slides: bool = False) -> None:
    """Convert into the folder `out`, which keeps the names of the files."""
    if not files:
        return
    module = "impress" if slides else "writer"
    options = '{"UseTaggedPDF":{"type":"boolean","value":"%s"},"ExportBookmarks":{"type":"boolean","value":"false"}}' % str(tagged).lower()
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                f"pdf:{module}_pdf_Export:{options}",
                "--outdir",
                str(out),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
