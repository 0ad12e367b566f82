"""Open a snapshot: `load("data/processed")` gives its tables and the ready-made joins to pandas, polars or DuckDB.

Nothing is written and no network is used. Tables are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.records import TABLES
from models.views import VIEWS
from pipeline import store
from pipeline.store import NoSnapshot

if TYPE_CHECKING:
    import duckdb

ENGINES = ("pandas", "polars", "duckdb")


def table_files(out: Path) -> dict[str, list[Path]]:
    """The Parquet files of each table, all of one snapshot; or, where nobody published, those that somebody copied into the
    folder: `<table>.parquet`, one file or a folder of parts."""
    try:
        return store.tables(out)
    except NoSnapshot:
        found = {name: out / f"{name}.parquet" for name in TABLES}
        return {name: sorted(path.glob("*.parquet")) if path.is_dir() else [path] for name, path in found.items() if path.exists()}


def connect(out: str | Path = "data/processed") -> duckdb.DuckDBPyConnection:
    """A DuckDB connection that sees the snapshot's tables and the views `progress` and `latest`, and nothing else:
    it can read no other file, write none and load no extension. Raises NoSnapshot, Damaged."""
    import duckdb

    connection = duckdb.connect()
    for name, dataset in _datasets(Path(out)).items():
        connection.register(name, dataset)
    from pipeline.views import SQL

    for name, query in SQL.items():
        connection.execute(f"create view {name} as {query}")
    connection.execute("set preserve_insertion_order = true; set enable_external_access = false; set lock_configuration = true")
    return connection


def _datasets(out: Path) -> dict[str, Any]:
    """Every table as an Arrow dataset in today's schema: a table or column that the snapshot has not is empty or null."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    from models.schema import schema

    files = {name: paths for name, paths in table_files(out).items() if paths}
    if "documents" not in files:
        raise NoSnapshot(
            f"no tables in {out}: run `matters ingest PAPERS --out {out}` first, or give the folder that holds documents.parquet"
        )
    datasets = {}
    for name in TABLES:
        wanted = schema(name)
        if name not in files:
            datasets[name] = ds.dataset(pa.Table.from_batches([], wanted))
            continue
        try:
            found = ds.dataset(files[name])
        except (pa.ArrowInvalid, OSError) as error:
            raise store.Damaged(f"the table {name} in {out} is damaged ({str(error).rsplit(': ', 1)[-1].rstrip('.')}); "
                                "`matters history` lists the snapshots kept, `matters rollback NAME` publishes one") from error
        extra = [f for f in found.schema if f.name not in wanted.names]
        datasets[name] = ds.dataset(files[name], schema=pa.schema([*wanted, *extra]))
    return datasets


class Snapshot(Mapping[str, Any]):
    """The tables of one snapshot. `snapshot.actions` and `snapshot["actions"]` are the same; so for `progress` (one row an
    action and round) and `latest` (one row an action). `snapshot.sql("select …")` runs a query over them."""

    def __init__(self, out: str | Path, engine: str = "pandas"):
        if engine not in ENGINES:
            raise ValueError(f"engine {engine!r} is not one of {', '.join(ENGINES)}")
        self.out, self.engine = Path(out), engine
        self.connection = connect(out)
        self._held: dict[str, Any] = {}

    def sql(self, query: str) -> Any:
        """The rows of a query, as the engine has them. `now()` apart, the same snapshot gives the same rows."""
        relation = self.connection.sql(query)
        if self.engine == "duckdb":
            return relation
        table = relation.to_arrow_table()
        if self.engine == "polars":
            import polars

            return polars.from_arrow(table)
        return _pandas(table)

    def __getitem__(self, name: str) -> Any:
        if name not in TABLES and name not in VIEWS:
            raise KeyError(name)
        if self.engine == "duckdb":
            return self.connection.table(name) if name in TABLES else self.connection.view(name)
        if name not in self._held:
            self._held[name] = self.sql(f"select * from {name}" + (" order by review_key, subject_key, round" if name in VIEWS else ""))
        return self._held[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no table {name!r}; there are {', '.join(self)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter([*TABLES, *VIEWS])

    def __len__(self) -> int:
        return len(TABLES) + len(VIEWS)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {self.connection.sql(f'select count(*) from {name}').fetchall()[0][0]:,}" for name in self)
        return f"Snapshot {self.out.name} ({self.engine}): {counts}"


def _pandas(table: Any) -> Any:
    """Arrow to pandas: dates as datetime64 so that they subtract and plot, whole numbers that may be missing as Int32."""
    import pandas
    import pyarrow as pa

    wide = {pa.int32(): pandas.Int32Dtype(), pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype()}
    return table.to_pandas(date_as_object=False, types_mapper=wide.get)


def load(out: str | Path = "data/processed", engine: str = "pandas") -> Snapshot:
    """Open a snapshot: `from pipeline import load; tables = load(); tables.latest`.

    `engine` is what tables come as: 'pandas', 'polars' or 'duckdb' (relations, nothing read until asked).
    Raises NoSnapshot where the folder holds no tables.
    """
    return Snapshot(out, engine)
