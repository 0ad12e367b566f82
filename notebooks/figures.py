"""Plots that the notebooks share. Every state has a colour, a sign and a word, so that nothing rests on colour alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Line

STATES = {
    "complete": ("Complete", "✓", "#12466b", "white"),
    "settled": ("Complete before", "(✓)", "#cfdbe4", "#12466b"),
    "on_track": ("On track", "→", "#8fc1e3", "#0b2437"),
    "not_started": ("Not started", "○", "#e4e2dc", "#333333"),
    "at_risk": ("At risk", "!", "#f6d272", "#3a2c00"),
    "slipped": ("Slipped", "↓", "#e08a3c", "#2b1500"),
    "not_achieved": ("Not achieved", "✕", "#8c1c3a", "white"),
    "unknown": ("Meaning not known", "?", "#cfcad6", "#222222"),
    "ungraded": ("Reported, no grade", "·", "#f1efe9", "#333333"),
    "absent": ("Not there yet", "", "#f3eee0", "#5a5a5a"),
    "none": ("No update", "–", "white", "#5a5a5a"),
}
"""State: word, sign, fill, ink. 'settled' is a round without news of an action that was complete before."""
BEHIND = ("at_risk", "slipped", "not_achieved")
ORDER = list(STATES)

plt.rcParams.update(
    {
        "figure.dpi": 80,
        "savefig.bbox": "tight",
        "figure.facecolor": "white",
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.titlesize": 12,
        "svg.hashsalt": "matters",
    }
)
pd.options.display.max_colwidth = 240
pd.options.display.max_rows = 200


def short(text: str | None, size: int = 52) -> str:
    """The first words of a text, on one line."""
    line = " ".join(str(text or "").split())
    return line if len(line) <= size else line[: size - 1].rstrip() + "…"


def states_by_round(progress: pd.DataFrame) -> pd.DataFrame:
    """Rows of one review's `progress` as a grid: a row an action, a column a round, in it the state; silence is a state too.

    With the column `added_after` of `latest`, rounds before an action was first printed are told from silence.
    """
    told = progress.dropna(subset=["round"])
    grid = told.assign(state=told["status"].fillna("ungraded")).pivot_table(
        index="subject_key", columns="round", values="state", aggfunc="last"
    )
    grid = grid.reindex(progress["subject_key"].drop_duplicates())

    added = progress.drop_duplicates("subject_key").set_index("subject_key").get("added_after", pd.Series(dtype="datetime64[ms]"))

    def follow(row: pd.Series) -> pd.Series:
        absent = row.ffill().isna() & (row.index <= added.get(row.name, pd.NaT))
        done = row.where(row.notna() & (row != "ungraded")).ffill().shift() == "complete"
        return row.where(row.notna(), done.map({True: "settled", False: "none"})).mask(absent, "absent")

    return grid.apply(follow, axis=1)


def heatmap(grid: pd.DataFrame, labels: list[str], title: str) -> None:
    """The grid of states as coloured cells with signs."""
    figure, axes = plt.subplots(figsize=(8.6, 0.34 * len(grid) + 1.5))
    for y, (_, row) in enumerate(grid.iterrows()):
        for x, state in enumerate(row):
            word, sign, fill, ink = STATES[state]
            axes.add_patch(
                Rectangle(
                    (x + 0.03, y + 0.06),
                    0.94,
                    0.88,
                    facecolor=fill,
                    edgecolor="#8b8778",
                    linewidth=0.6,
                    linestyle="--" if state == "none" else "-",
                )
            )
            axes.text(x + 0.5, y + 0.5, sign, ha="center", va="center", color=ink, fontweight="bold")
    axes.set(
        xlim=(0, grid.shape[1]),
        ylim=(len(grid), 0),
        xticks=[x + 0.5 for x in range(grid.shape[1])],
        yticks=[y + 0.5 for y in range(len(grid))],
    )
    axes.set_xticklabels([f"{day:%b %Y}" for day in grid.columns])
    axes.set_yticklabels(labels)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_title(title, pad=26)
    key(axes, [s for s in ORDER if (grid == s).any(axis=None)])
    plt.show()


def key(axes: plt.Axes, states: list[str]) -> None:
    """The key below a plot: sign, word and colour of each state."""
    handles = [Rectangle((0, 0), 1, 1, facecolor=STATES[s][2], edgecolor="#8b8778", linestyle="--" if s == "none" else "-") for s in states]
    axes.legend(
        handles,
        [f"{STATES[s][1]} {STATES[s][0]}" for s in states],
        loc="upper left",
        bbox_to_anchor=(0, -0.04),
        ncols=4,
        frameon=False,
        fontsize=9,
    )


def flow(grid: pd.DataFrame, title: str) -> None:
    """How the states move from round to round: a column a round, bands as wide as the number of actions."""
    figure, axes = plt.subplots(figsize=(8.6, 4.2))
    gap, rounds = 0.03 * len(grid), list(grid.columns)
    floor: dict[tuple[int, str], float] = {}
    for x, day in enumerate(rounds):
        base, counts = 0.0, Counter(grid[day])
        for state in reversed(ORDER):
            if counts[state]:
                word, sign, fill, ink = STATES[state]
                floor[x, state] = base
                axes.add_patch(
                    Rectangle(
                        (x - 0.06, base),
                        0.12,
                        counts[state],
                        facecolor=fill,
                        edgecolor="#555",
                        linewidth=0.7,
                        linestyle="--" if state == "none" else "-",
                        zorder=3,
                    )
                )
                axes.text(x, base + counts[state] / 2, sign, ha="center", va="center", color=ink, fontweight="bold", zorder=4)
                last = x == len(rounds) - 1
                axes.text(
                    x + (0.09 if last else -0.09),
                    base + counts[state] / 2,
                    f"{word} {counts[state]}" if last or x == 0 else str(counts[state]),
                    va="center",
                    ha="left" if last else "right",
                    fontsize=9,
                    zorder=5,
                )
                base += counts[state] + gap
    for x, (before, after) in enumerate(zip(rounds, rounds[1:])):
        left, right = {s: floor.get((x, s), 0) for s in STATES}, {s: floor.get((x + 1, s), 0) for s in STATES}
        counts = Counter(zip(grid[before], grid[after]))
        for (a, b), n in sorted(counts.items(), key=lambda item: (-ORDER.index(item[0][0]), -ORDER.index(item[0][1]))):
            axes.add_patch(_band(x + 0.06, left[a], x + 0.94, right[b], n, STATES[b][2] if b != "none" else "#b9b4a8"))
            left[a] += n
            right[b] += n
    axes.set(
        xlim=(-0.75, len(rounds) - 0.25),
        ylim=(-gap, max((floor[k] + Counter(grid[rounds[k[0]]])[k[1]] for k in floor), default=1) + gap),
        xticks=range(len(rounds)),
        yticks=[],
    )
    axes.set_xticklabels([f"{day:%b %Y}" for day in rounds])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_title(title)
    plt.show()


def _band(x0: float, y0: float, x1: float, y1: float, wide: float, fill: str) -> PathPatch:
    middle = (x0 + x1) / 2
    points = [
        (x0, y0),
        (middle, y0),
        (middle, y1),
        (x1, y1),
        (x1, y1 + wide),
        (middle, y1 + wide),
        (middle, y0 + wide),
        (x0, y0 + wide),
        (x0, y0),
    ]
    return PathPatch(Line(points, [1, 4, 4, 4, 2, 4, 4, 4, 79]), facecolor=fill, alpha=0.5, linewidth=0, zorder=1)


def shares(rows: pd.DataFrame, part: str, whole: str, title: str, note: str) -> None:
    """A bar a row: `part` of `whole`, both counts printed, so that three of four does not look like three hundred of four hundred."""
    rows = rows.sort_values([part, whole])
    figure, axes = plt.subplots(figsize=(8.6, 0.42 * len(rows) + 1.2))
    axes.barh(rows.index, rows[whole], color="#e9e5da", edgecolor="#8b8778", linewidth=0.6)
    axes.barh(rows.index, rows[part], color=STATES["slipped"][2], edgecolor="#555", linewidth=0.6, hatch="///")
    for y, (few, many) in enumerate(zip(rows[part], rows[whole])):
        axes.text(many + 0.02 * rows[whole].max(), y, f"{few} of {many}", va="center", fontsize=9)
    axes.set_title(title)
    axes.set_xlabel(note)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(axis="y", length=0)
    plt.show()


def snapshot_folder() -> str:
    """Where the notebooks read from: MATTERS_OUT, else data/processed of this copy of the project."""
    import os

    return os.environ.get("MATTERS_OUT", str(Path(__file__).resolve().parents[1] / "data" / "processed"))
