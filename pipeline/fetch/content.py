"""Whether what was served is a paper. Content decides, not the name and not what the site says it is."""
from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from extractors.readers.sniff import HEAD, decode, media_type
from models.errors import DamagedPaper, EmptyFile, NotADocument, PaperError
from pipeline.fetch.client import Answer
from pipeline.fetch.papers import Wanted
from pipeline.fetch.problems import FetchError

SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "pptx": ".pptx", "text": ".txt", "markdown": ".md"}


def suffix_of(part: Path, answer: Answer, wanted: Wanted) -> str:
    """The suffix that fits the content. Raises FetchError for what is no paper. A paper that cannot be read (a password, an
    old format, damage) lands as it is: reading says what is wrong with it."""
    said = f" (served as {answer.headers['content-type']})" if answer.headers.get("content-type") else ""
    try:
        media = media_type(part)
    except EmptyFile as error:
        raise FetchError("empty-file", f"{error} {wanted.place}") from None
    except NotADocument as error:
        with open(part, "rb") as handle:
            code = "web-page" if wanted.url and decode(handle.read(HEAD)) is not None else "not-a-paper"
        raise FetchError(code, f"{error}{said} {wanted.place}") from None
    except PaperError as error:
        if isinstance(error, DamagedPaper) and not answer.complete:
            raise FetchError("cut-off", f"the site did not say how long the file is, and its end is missing: {wanted.url}") from None
        return Path(urlsplit(wanted.url or "").path).suffix.lower()[:8]
    if media == "pdf" and not answer.complete and b"%%EOF" not in _end(part):
        raise FetchError("cut-off", f"the site did not say how long the file is, and its end is missing: {wanted.url}")
    return SUFFIXES[media]


def _end(path: Path) -> bytes:
    with open(path, "rb") as handle:
        handle.seek(max(0, path.stat().st_size - 4096))
        return handle.read()
