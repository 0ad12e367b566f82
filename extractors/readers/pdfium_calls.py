"""PDFium's functions without pypdfium2's typed pointers, which cost more than the calls themselves.

No types of arguments are declared, which halves what a call costs: a plain int goes in as a C int, a pointer **must** go in as a `Handle`,
and a size as a `ctypes.c_size_t` or `c_ulong`. What `_KEYS` name comes out as a plain int (None for null), to be looked up by.
"""
from __future__ import annotations

import ctypes

from pypdfium2_raw import bindings


class Handle(ctypes.c_void_p):
    """A pointer as PDFium's functions take and give it; false where it is null."""


_HANDLES = (
    "FPDFText_LoadPage", "FPDFPage_GetObject", "FPDFPath_GetPathSegment", "FPDFFormObj_GetObject", "FPDF_StructTree_GetForPage",
    "FPDF_StructTree_GetChildAtIndex", "FPDF_StructElement_GetChildAtIndex")
_KEYS = ("FPDFText_GetTextObject", "FPDFTextObj_GetFont")
_NUMBERS = (
    "FPDFText_CountChars", "FPDFText_GetText", "FPDFText_GetLooseCharBox", "FPDFText_GetMatrix", "FPDFText_GetCharOrigin",
    "FPDFText_GetFillColor", "FPDFFont_GetWeight", "FPDFPageObj_GetMarkedContentID", "FPDFPage_CountObjects", "FPDFPageObj_GetType",
    "FPDFPageObj_GetBounds", "FPDFPageObj_GetFillColor", "FPDFPageObj_GetMatrix", "FPDFPath_GetDrawMode", "FPDFPath_CountSegments",
    "FPDFPathSegment_GetPoint", "FPDFPathSegment_GetType", "FPDFPathSegment_GetClose", "FPDFFormObj_CountObjects", "FPDFCatalog_IsTagged",
    "FPDF_StructTree_CountChildren", "FPDF_StructElement_CountChildren", "FPDF_StructElement_GetChildMarkedContentID")
_RESULTS = {
    **dict.fromkeys(_HANDLES, Handle), **dict.fromkeys(_KEYS, ctypes.c_void_p), **dict.fromkeys(_NUMBERS, ctypes.c_int),
    **dict.fromkeys(("FPDFText_ClosePage", "FPDF_StructTree_Close")),
    "FPDFText_GetUnicode": ctypes.c_uint, "FPDFText_GetFontSize": ctypes.c_double, "FPDFFont_GetBaseFontName": ctypes.c_size_t,
    "FPDF_StructElement_GetType": ctypes.c_ulong,
}


def _bind() -> dict:
    library, out = bindings._libs["pdfium"], {}
    for name, result in _RESULTS.items():
        function = library[name]
        function.restype = result
        out[name] = function
    return out


CALL = type("Calls", (), {k: staticmethod(v) for k, v in _bind().items()})


def room(kind: type, count: int) -> tuple[memoryview, tuple[Handle, ...]]:
    """Room for a call's answer: numbers of a ctypes kind, read as Python's own (six times faster than from the array), and where each of
    them stands."""
    array = (kind * count)()
    start, size = ctypes.addressof(array), ctypes.sizeof(kind)
    return memoryview(array).cast("B").cast(kind._type_), tuple(Handle(start + k * size) for k in range(count))


def address(handle) -> Handle:
    """A pypdfium2 handle as the functions here take it."""
    return Handle(ctypes.cast(handle, ctypes.c_void_p).value)


__all__ = ["CALL", "Handle", "address", "room"]
