"""Paths, tools and the small helpers that all makers share."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = Path(os.environ.get("PEERS_WORK", ROOT / "target" / "peers"))
FONTS = ROOT / "fonts" / "source-sans"
REGULAR = FONTS / "SourceSans3-Regular.otf"
# The same face with TrueType outlines, for makers that cannot embed the other.
TTF = WORK / "fonts"
RESULTS = HERE / "results"
RUST = WORK / "rust" / "release"
PRESSBLATT = Path(os.environ.get("PRESSBLATT", Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "pressblatt"))
VERAPDF_JAR = WORK / "tools" / "greenfield-apps-1.28.2.jar"

# The column of the typography report, the same for all makers.
SIZE_PT, LEADING_PT, PARAGRAPH_GAP_PT = 11, 15, 6
LEFT_MM, TOP_MM, BOTTOM_MM = 22, 25, 25
PAGE_MM = (210, 297)


def maker(name):
    """The module of one maker."""
    path = HERE / "makers" / name / "render.py"
    spec = importlib.util.spec_from_file_location(f"maker_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example():
    """Paragraphs of the example release."""
    text = (HERE / "text" / "example.txt").read_text(encoding="utf-8")
    return [" ".join(p.split()) for p in text.split("\n\n") if p.strip()]


def run(argv, cwd=None, env=None):
    """Runs a command that has to succeed and returns its output."""
    done = subprocess.run([str(a) for a in argv], capture_output=True, cwd=cwd, env=env, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, argv))}\n{done.stdout.decode(errors='replace')[-2000:]}{done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout.decode(errors="replace")


def first_line(argv, pattern=r"(\d+(?:\.\d+)+)"):
    """A version number from what a program says of itself."""
    done = subprocess.run([str(a) for a in argv], capture_output=True, check=False)
    found = re.search(pattern, (done.stdout + done.stderr).decode(errors="replace"))
    return found.group(1) if found else "unknown"


def available(program):
    """Whether a program can be called."""
    return shutil.which(str(program)) is not None or Path(program).is_file()


def pool(jobs, commands):
    """Runs commands, at most `jobs` at a time."""
    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(lambda argv: run(*argv) if isinstance(argv, tuple) else run(argv), commands))


def fork(jobs, work, items):
    """Calls `work` with a share of the items in each of `jobs` processes."""
    children = []
    for index in range(jobs):
        pid = os.fork()
        if pid == 0:
            try:
                work(items[index::jobs])
            except BaseException as error:  # a child must never run on as its parent
                print(error, file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        children.append(pid)
    failed = [pid for pid in children if os.waitpid(pid, 0)[1] != 0]
    if failed:
        sys.exit("a worker failed")
