"""PDFium's functions bound to plain integers: pypdfium2's typed pointers cost more than the calls themselves."""
from __future__ import annotations

import ctypes

from pypdfium2_raw import bindings

_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_SIGNATURES = {
    "FPDFText_LoadPage": (_P, _P),
    "FPDFText_ClosePage": (None, _P),
    "FPDFText_CountChars": (_I, _P),
    "FPDFText_GetText": (_I, _P, _I, _I, _P),
    "FPDFText_GetUnicode": (ctypes.c_uint, _P, _I),
    "FPDFText_GetLooseCharBox": (_I, _P, _I, _P),
    "FPDFText_GetTextObject": (_P, _P, _I),
    "FPDFText_GetMatrix": (_I, _P, _I, _P),
    "FPDFText_GetCharOrigin": (_I, _P, _I, _P, _P),
    "FPDFText_GetFontSize": (ctypes.c_double, _P, _I),
    "FPDFText_GetFillColor": (_I, _P, _I, _P, _P, _P, _P),
    "FPDFTextObj_GetFont": (_P, _P),
    "FPDFFont_GetBaseFontName": (ctypes.c_size_t, _P, _P, ctypes.c_size_t),
    "FPDFFont_GetWeight": (_I, _P),
    "FPDFPageObj_GetMarkedContentID": (_I, _P),
    "FPDFPage_CountObjects": (_I, _P),
    "FPDFPage_GetObject": (_P, _P, _I),
    "FPDFPageObj_GetType": (_I, _P),
    "FPDFPageObj_GetBounds": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetFillColor": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetMatrix": (_I, _P, _P),
    "FPDFPath_GetDrawMode": (_I, _P, _P, _P),
    "FPDFPath_CountSegments": (_I, _P),
    "FPDFPath_GetPathSegment": (_P, _P, _I),
    "FPDFPathSegment_GetPoint": (_I, _P, _P, _P),
    "FPDFPathSegment_GetType": (_I, _P),
    "FPDFPathSegment_GetClose": (_I, _P),
    "FPDFFormObj_CountObjects": (_I, _P),
    "FPDFFormObj_GetObject": (_P, _P, ctypes.c_ulong),
    "FPDFCatalog_IsTagged": (_I, _P),
    "FPDF_StructTree_GetForPage": (_P, _P),
    "FPDF_StructTree_Close": (None, _P),
    "FPDF_StructTree_CountChildren": (_I, _P),
    "FPDF_StructTree_GetChildAtIndex": (_P, _P, _I),
    "FPDF_StructElement_CountChildren": (_I, _P),
    "FPDF_StructElement_GetChildAtIndex": (_P, _P, _I),
    "FPDF_StructElement_GetChildMarkedContentID": (_I, _P, _I),
    "FPDF_StructElement_GetType": (ctypes.c_ulong, _P, _P, ctypes.c_ulong),
}


def _bind() -> dict:
    library, out = bindings._libs["pdfium"], {}
    for name, (result, *arguments) in _SIGNATURES.items():
        function = library[name]
        function.restype, function.argtypes = result, arguments
        out[name] = function
    return out


CALL = type("Calls", (), {k: staticmethod(v) for k, v in _bind().items()})


def room(kind: type, count: int) -> tuple[memoryview, int]:
    """Room for a call's answer: numbers of a ctypes kind, read as Python's own (six times faster than from the array), and their
    address."""
    array = (kind * count)()
    return memoryview(array).cast("B").cast(kind._type_), ctypes.addressof(array)


def address(handle) -> int:
    """A pypdfium2 handle as the integer the bound functions take."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


__all__ = ["CALL", "address", "room"]
