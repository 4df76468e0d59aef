"""Draws what whole_program.py measured against the size of the corpus, as an SVG file."""
import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "copytrace"  # the same figures give the same file
matplotlib.rcParams["svg.fonttype"] = "none"  # words as words, not as outlines of letters
from matplotlib import pyplot  # noqa: E402


def draw(result, file):
    sizes = [step["source_mb"] for step in result["steps"]]
    figure, (cost, memory) = pyplot.subplots(1, 2, figsize=(11, 4.2))
    lines = {"copytrace scan (unrelated code against the corpus)": [
                 1000 * s["scan_cpu"] / s["scanned_mb"] for s in result["steps"]],
             "copytrace index": [1000 * s["index_cpu"] / s["source_mb"] for s in result["steps"]]}
    peaks = {"copytrace scan": [s["scan_peak_mb"] for s in result["steps"]],
             "copytrace index": [s["index_peak_mb"] for s in result["steps"]]}
    for name, values in lines.items():
        cost.plot(sizes, values, marker="o", label=name)
    for name, values in peaks.items():
        memory.plot(sizes, values, marker="o", label=name)
    for peer in sorted({row["peer"] for s in result["steps"] for row in s["peers"]}):
        rows = [row for s in result["steps"] for row in s["peers"]
                if row["peer"] == peer and "cpu" in row]
        if not rows:
            continue
        mb = [row["mb"] for row in rows]
        cost.plot(mb, [1000 * row["cpu"] / row["mb"] for row in rows], marker="x", linestyle="--",
                  label=f"{peer} (all files against each other)")
        memory.plot(mb, [row["peak_mb"] for row in rows], marker="x", linestyle="--", label=peer)
    cost.set_ylabel("CPU ms a MB of code")
    memory.set_ylabel("peak memory, MB")
    for axes in (cost, memory):
        axes.set_xlabel("size of the corpus, MB")
        axes.set_yscale("log")
        axes.grid(True, which="both", alpha=0.3)
        axes.legend(fontsize=8)
    figure.suptitle(f"{result['machine']['cpu']}, {result['date']}, commit {result['commit']}",
                    fontsize=9)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
