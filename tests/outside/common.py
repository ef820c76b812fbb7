"""What the outside judges share: paths, tools, and one way to report."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BINARY = TARGET / "release" / "pressblatt"
WORK = TARGET / "outside"
SHEETS = WORK / "sheets"
GENERATED = WORK / "generated"
# Layouts changed for a judge, and what was rendered with them.
VARIANTS = WORK / "variants"
# `print: (profile: ...)` of a layout; the first is what none means.
PROFILES = ("OnlineShop", "Offset", "Stationery", "Proof")
TOOLS = WORK / "tools"
VERAPDF_JAR = TOOLS / "greenfield-apps-1.28.2.jar"
EDITIONS = ("mail", "print", "archive", "triple")


def stop(message):
    """Ends the judge: something it needs is missing, so it cannot judge."""
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")


def tool(name):
    """Path of a program; its absence fails the run, it never skips."""
    path = shutil.which(name)
    if path is None:
        stop(f"`{name}` is missing; install it with tests/outside/install")
    return path


def binary():
    """The release build of the program under judgement."""
    if not BINARY.exists():
        stop(f"{BINARY} is missing; build it with: cargo build --release")
    return str(BINARY)


def run(*command, data=None):
    """Runs a command and returns its exit code, stdout and stderr (text)."""
    done = subprocess.run([str(c) for c in command], input=data, capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def output(*command):
    """Stdout bytes of a command that has to succeed."""
    done = subprocess.run([str(c) for c in command], capture_output=True, check=False)
    if done.returncode != 0:
        stop(f"{' '.join(map(str, command))}\n{done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def layouts():
    """Names of all house layouts."""
    return need_some("layouts/*.ron", sorted(p.stem for p in (ROOT / "layouts").glob("*.ron")))


def releases(folder=None):
    """All release files below a folder (the repository's own by default)."""
    folder = folder or ROOT / "releases"
    return need_some(f"{folder}/**/*.ron", sorted(folder.rglob("*.ron")))


def sheet(layout, release, edition, folder=None):
    """Where `render` puts one sheet."""
    folder = folder or ROOT / "releases"
    return SHEETS / layout / release.relative_to(folder).with_suffix(f".{edition}.pdf")


def profile_sheet(profile, layout, release):
    """Where `render` puts one print edition of a print profile."""
    if profile == PROFILES[0]:
        return sheet(layout, release, "print")
    return VARIANTS / profile / "sheets" / layout / release.relative_to(ROOT / "releases").with_suffix(".print.pdf")


def variant(folder, layout, old, new):
    """A copy of a layout with one change, beside the artwork that it names."""
    layouts_ = VARIANTS / folder / "layouts"
    if not layouts_.exists():
        shutil.copytree(ROOT / "layouts", layouts_)
    text = (ROOT / "layouts" / f"{layout}.ron").read_text()
    if old not in text:
        stop(f"layouts/{layout}.ron has no {old!r}")
    changed = layouts_ / f"{layout}.ron"
    changed.write_text(text.replace(old, new, 1))
    return changed


def sheets(*editions):
    """The files to judge: those on the command line, else all rendered ones."""
    if len(sys.argv) > 1:
        return [Path(a).resolve() for a in sys.argv[1:]]
    found = [p for e in editions for top in (SHEETS, GENERATED, VARIANTS) for p in sorted(top.rglob(f"*.{e}.pdf"))]
    return need_some("rendered sheets (tests/outside/render makes them)", found)


def need_some(what, found):
    """A judge that judged nothing would pass for ever; so nothing is a failure."""
    if not found:
        stop(f"found no {what}")
    return found


def short(path):
    """A path as people want to read it."""
    path = Path(path)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


class Report:
    """Collects every fault of a judge, then ends it once."""

    def __init__(self):
        self.checks = 0
        self.faults = []

    def check(self, good, message):
        """Counts one check; a bad one is kept and shown at once."""
        self.checks += 1
        if not good:
            self.faults.append(message)
            print(f"  FAULT {message}", flush=True)
        return good

    def finish(self, summary):
        """Prints the verdict and exits."""
        name = Path(sys.argv[0]).name
        if self.checks == 0:
            stop("made no check at all")
        print(f"{name}: {summary}: {self.checks} checks, {len(self.faults)} faults")
        sys.exit(1 if self.faults else 0)
