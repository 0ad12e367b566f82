"""Records -> Arrow: schemas with descriptions, rows to tables, the check on write, the data dictionary."""
from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import pyarrow as pa

from models.records import KEYS, TABLES

SCHEMA_VERSION = "1"
_SCALARS = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}
_WIDE = {"size_bytes"}


class SchemaError(ValueError):
    """A row that the schema does not allow: our own mistake, never the paper's."""


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a dataclass annotation: `str | None` -> string, `list[SourceCell]` -> list<struct>."""
    args = [a for a in typing.get_args(hint) if a is not type(None)]
    if isinstance(hint, types.UnionType):
        return arrow_type(args[0])
    if typing.get_origin(hint) is list:
        return pa.list_(arrow_type(args[0]))
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return pa.struct([pa.field(f.name, arrow_type(hints[f.name])) for f in fields(hint)])
    return _SCALARS[hint]


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; descriptions, units and codes are in the field metadata."""
    cls = TABLES[table]
    hints = typing.get_type_hints(cls)
    out = []
    for f in ordered_fields(cls):
        kind = pa.int64() if f.name in _WIDE else arrow_type(hints[f.name])
        meta = {"description": f.metadata["description"]}
        if f.metadata["unit"]:
            meta["unit"] = f.metadata["unit"]
        if f.metadata["codes"]:
            meta["codes"] = (" ".join(f.metadata["codes"]) if all(" " not in c for c in f.metadata["codes"])
                             else "; ".join(f.metadata["codes"]))
        if f.metadata["references"]:
            meta["references"] = f.metadata["references"]
        out.append(pa.field(f.name, kind, nullable=not f.metadata["key"], metadata=meta))
    doc = (cls.__doc__ or "").strip().split("\n\n")[0]
    return pa.schema(out, metadata={
        "table": table, "description": " ".join(doc.split()), "key": KEYS[table], "schema_version": SCHEMA_VERSION})


def ordered_fields(cls: type) -> list[Any]:
    """A table's columns in the contract's order: its own first, then those that every record carries."""
    own = [f for f in fields(cls) if f.name in cls.__annotations__]
    return own + [f for f in fields(cls) if f.name not in cls.__annotations__]


def to_table(table: str, rows: list[Any]) -> pa.Table:
    """Rows (dataclass instances or dicts) as an Arrow table with the table's schema."""
    target = schema(table)
    return pa.Table.from_arrays([_array(f, rows) for f in target], schema=target)


def _array(f: pa.Field, rows: list[Any]) -> pa.Array:
    """One column."""
    values = [r.get(f.name) if isinstance(r, dict) else getattr(r, f.name) for r in rows]
    if pa.types.is_list(f.type) and pa.types.is_struct(f.type.value_type):
        parts = attrgetter(*(part.name for part in f.type.value_type))
        values = [[s if isinstance(s, dict) else parts(s) for s in v or []] for v in values]
    return pa.array(values, type=f.type)


def check(tables: dict[str, list[Any]]) -> None:
    """Refuse rows that break the contract: a key missing or twice, a code outside its list, a reference to nothing.

    `tables` holds the rows (dataclasses) of one paper, or of a whole snapshot. Raises SchemaError naming the row.
    """
    keys = {name: [getattr(r, KEYS[name]) for r in rows] for name, rows in tables.items()}
    for name, values in keys.items():
        if len(set(values)) != len(values) or not all(values):
            raise SchemaError(f"{name}: empty or repeated {KEYS[name]}")
    known = {name: set(values) for name, values in keys.items()}
    for name, rows in tables.items():
        for f in fields(TABLES[name]):
            allowed, target = set(f.metadata["codes"]), f.metadata["references"]
            for row in rows if allowed or target in known else ():
                value = getattr(row, f.name)
                if value is None:
                    continue
                if allowed and value not in allowed:
                    raise SchemaError(f"{name}.{f.name}: {value!r} is not one of {sorted(allowed)}")
                if target in known and value not in known[target]:
                    raise SchemaError(f"{name}.{f.name}: {value!r} is not in {target}")
