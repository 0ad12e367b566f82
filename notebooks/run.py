"""Run the notebooks in place and keep their outputs, so that a reader of the repository sees the answers.

    python notebooks/run.py                 all, on data/processed
    python notebooks/run.py --out DIR late-and-why.ipynb

What changes from run to run (execution counts, timings, widths) is taken out, so that an unchanged answer is no change in git.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
SECONDS = 60


def run(path: Path, out: Path) -> nbformat.NotebookNode:
    """The notebook, executed on the tables in `out`; raises nbclient's CellExecutionError naming the cell that failed."""
    os.environ.update(
        {"MATTERS_OUT": str(Path(out).resolve()), "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)]), "PYTHONHASHSEED": "0"}
    )
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in notebook.cells:
        cell.metadata.clear()
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output.execution_count = None
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    )
    return notebook


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", help="names (default: all)")
    parser.add_argument("--out", type=Path, default=HERE.parent / "data" / "processed", help="the tables (default: data/processed)")
    args = parser.parse_args()
    for path in [HERE / name for name in args.notebooks] or sorted(HERE.glob("*.ipynb")):
        nbformat.write(run(path, args.out), path)
        print(path.name, f"{path.stat().st_size / 1000:.0f} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
