"""What can be wrong with a paper: caught once, in pipeline/run.py, so that a bad paper costs one paper."""
from __future__ import annotations


class PaperError(Exception):
    """A paper that cannot be read. `code` is stable (codes.FAILURES); `advice` tells the user what to do."""

    code = "not-read"
    advice = "Open the file by hand; if it looks right, report it with the file."

    def __init__(self, message: str = "", *, advice: str | None = None):
        super().__init__(message or (self.__doc__ or "").strip())
        if advice:
            self.advice = advice


class NotADocument(PaperError):
    """The file is not a paper in a format that can be read."""

    code = "not-a-document"
    advice = "Check what the address served: an error page or an image saved under a paper's name is not a paper."


class EmptyFile(PaperError):
    """The file has no bytes."""

    code = "empty-file"
    advice = "Fetch the file again; the download was probably cut off."


class PasswordProtected(PaperError):
    """The file needs a password."""

    code = "password-protected"
    advice = "Ask the council for an unlocked copy, or save one without the password."


class NoTextLayer(PaperError):
    """The pages are pictures: there is no text to read."""

    code = "no-text-layer"
    advice = "Run OCR first (for example `ocrmypdf in.pdf out.pdf`) and put the result in the folder."


class DamagedPaper(PaperError):
    """The file is damaged beyond reading."""

    code = "damaged-file"
    advice = "Fetch the file again, or open it in its own program and save a copy."


class DamagedPdf(DamagedPaper):
    """The PDF is damaged beyond reading."""

    code = "damaged-pdf"


class NoPages(PaperError):
    """The PDF opens but has no pages."""

    code = "no-pages"
    advice = "Fetch the file again; a paper has at least one page."


class LegacyFormat(PaperError):
    """An old binary Office file (.doc, .xls, .ppt)."""

    code = "legacy-format"
    advice = "Save it as .docx or PDF (for example `soffice --headless --convert-to docx file.doc`)."


class TooLarge(PaperError):
    """The file unpacks to more than a paper can hold."""

    code = "too-large"
    advice = "If it is a real paper, split it; a Word or PowerPoint file can also be saved as PDF. The limits cannot be set."


class UnsafeContent(PaperError):
    """The file holds constructs that are refused (external entities, entity bombs)."""

    code = "unsafe-content"
    advice = "Do not open it; ask the publisher for a clean copy."


class TimedOut(PaperError):
    """Reading took longer than the deadline."""

    code = "timed-out"
    advice = "Raise --deadline if the paper is very long; otherwise report it with the file."


class OutOfMemory(PaperError):
    """Reading needed more memory than the cap."""

    code = "out-of-memory"
    advice = "Raise --memory if the paper is very long; otherwise report it with the file."


class Crashed(PaperError):
    """The process that read the file died."""

    code = "reader-crashed"
    advice = "Report it with the file; the rest of the batch is not affected."


class NoWords(PaperError):
    """The file opens and holds no words at all."""

    code = "no-words"
    advice = "Open the file by hand; if it shows text, report it with the file."


class UnreadableFile(PaperError):
    """The operating system would not let the file be read."""

    code = "unreadable-file"
    advice = "Check the file's permissions, and that nothing was writing it at the time."


class InternalError(PaperError):
    """A mistake of this program, met in this paper only."""

    code = "internal-error"
    advice = "Report it with the file; the rest of the batch is not affected."


FAILURES = {e.code: e for e in (
    PaperError, NotADocument, EmptyFile, PasswordProtected, NoTextLayer, DamagedPaper, DamagedPdf, NoPages, LegacyFormat,
    TooLarge, UnsafeContent, TimedOut, OutOfMemory, Crashed, NoWords, UnreadableFile, InternalError)}
