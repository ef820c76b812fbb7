"""Renders the generated releases with every maker and measures what it costs.

`--smoke` renders five releases with each and stores nothing: does it work?
"""

import contextlib
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pymupdf

from common import RESULTS, VERAPDF_JAR, WORK, available, maker
from generate import corpus

MAKERS = ["pressblatt", "krilla", "printpdf", "genpdf", "typst", "typst-cli", "fop", "weasyprint", "chromium", "lualatex"]
JOBS = 2
# Releases in the batch of the slow ones; the rate is what counts.
LIMIT = {"lualatex": 16, "chromium": 100, "weasyprint": 100, "fop": 200, "genpdf": 150}
BATCH_RUNS = {"lualatex": 1, "weasyprint": 2, "chromium": 2, "fop": 2}
COLD_RUNS = {"lualatex": 3, "chromium": 5, "fop": 5, "weasyprint": 5}
JUDGED = 40
# Who can be run under valgrind in reasonable time, and on how many releases.
NATIVE = {"pressblatt", "krilla", "printpdf", "typst"}
COUNTED = 10
# Releases of the batch whose memory is sampled.
MEMORY_OF = 100
# Releases of a trial.
SMOKE = 5
# Seconds of looking at what others do with the processors.
LOOK = 2


def spend(argv, cwd):
    """Runs a command; returns wall seconds and processor seconds of all its processes."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(WORK / "bench.log", "wb") as log:
        done = subprocess.run([str(a) for a in argv], cwd=cwd, stdout=log, stderr=subprocess.STDOUT, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, argv))[:400]}\n{(WORK / 'bench.log').read_text(errors='replace')[-3000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def launch(argv, cwd):
    """Runs a command as a shell would, which is less than `subprocess` does before it; returns the same as `spend`."""
    argv = [str(a) for a in argv]
    # Without a slash it is looked for on the path.
    call = os.posix_spawn if "/" in argv[0] else os.posix_spawnp
    log = str(WORK / "bench.log")
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    with contextlib.chdir(cwd):
        begin = time.perf_counter()
        process = call(argv[0], argv, os.environ, file_actions=actions)
        _, status, used = os.wait4(process, 0)
        wall = time.perf_counter() - begin
    if status:
        sys.exit(f"{' '.join(argv)[:400]}\n{Path(log).read_text(errors='replace')[-3000:]}")
    return wall, used.ru_utime + used.ru_stime


def ticks():
    """Seconds that all cores have worked so far, and those that other machines on the same hardware took from them."""
    user, nice, system, _, _, irq, softirq, stolen, *_ = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:])
    hertz = os.sysconf("SC_CLK_TCK")
    return (user + nice + system + irq + softirq) / hertz, stolen / hertz


def busy(seconds=LOOK):
    """Cores that work for others while we do nothing."""
    before, start = ticks()[0], time.perf_counter()
    time.sleep(seconds)
    return (ticks()[0] - before) / (time.perf_counter() - start)


def peak_memory(argv, cwd):
    """Largest sum of proportional set sizes over the process tree, in MB, read every 20 ms."""
    with open(WORK / "bench.log", "wb") as log:
        process = subprocess.Popen([str(a) for a in argv], cwd=cwd, stdout=log, stderr=subprocess.STDOUT)
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_pss, _tree(process.pid))))
            time.sleep(0.02)
    return peak / 1024


def _tree(pid):
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, task.read_text().split())
        except OSError:
            pass  # it has ended meanwhile
    return found


def _pss(pid):
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def instructions(module, folder, stems, out):
    """Millions of instructions that one more release costs, counted by valgrind.

    The same at any load of the machine. The difference of two batches leaves
    the start out.
    """
    def count(many):
        argv = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *module.batch(folder, stems[:many], out, 1)]
        done = subprocess.run([str(a) for a in argv], cwd=folder, capture_output=True, check=False)
        refs = re.findall(rb"I\s+refs:\s+([\d,]+)", done.stderr)
        return max(int(n.replace(b",", b"")) for n in refs)

    return (count(2 * COUNTED) - count(COUNTED)) / COUNTED / 1e6


def judge(flavour, files):
    """How many of the files veraPDF finds to keep the standard, and one broken rule."""
    argv = ["java", "-cp", str(VERAPDF_JAR), "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "json", *map(str, files)]
    report = json.loads(subprocess.run(argv, capture_output=True, check=False).stdout)["report"]
    passed, rule = 0, None
    for job in report["jobs"]:
        for result in job.get("validationResult") or []:
            passed += bool(result["compliant"])
            broken = [r for r in result["details"]["ruleSummaries"] if r["ruleStatus"] == "FAILED"]
            if broken and rule is None:
                rule = f"{broken[0]['clause']}: {broken[0]['description']}"
    return {"judged": len(files), "passed": passed, "rule": rule}


def measure(name, releases, smoke=False):
    """All figures of one maker."""
    module = maker(name)
    folder, out = WORK / "bench" / name / "in", WORK / "bench" / name / "out"
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    out.mkdir()
    for stem, release in releases:
        module.write(release, folder, stem)
    stems = [stem for stem, _ in releases][:LIMIT.get(name, len(releases))]
    runs = (lambda usual: 1) if smoke else (lambda usual: usual)
    others = busy()
    # Release 1 has two pages with every maker.
    cold = [launch(module.one(folder, stems[1], out / f"{stems[1]}.pdf"), folder) for _ in range(runs(COLD_RUNS.get(name, 41)))]
    idle = [launch(module.idle(), folder)[0] for _ in range(runs(5))] if hasattr(module, "idle") else [0]
    cold_memory = peak_memory(module.one(folder, stems[1], out / f"{stems[1]}.pdf"), folder)
    stolen, start = ticks()[1], time.perf_counter()
    batches = [spend(module.batch(folder, stems, out, JOBS), folder) for _ in range(runs(BATCH_RUNS.get(name, 3)))]
    stolen = (ticks()[1] - stolen) / (time.perf_counter() - start)
    load = os.getloadavg()[0]
    others = max(others, busy())
    memory = peak_memory(module.batch(folder, stems[:MEMORY_OF], out, JOBS), folder)
    files = [module.output(out, stem) if hasattr(module, "output") else out / f"{stem}.pdf" for stem in stems]
    return {
        "version": module.version(),
        "releases": len(stems),
        "cold_ms": round(1000 * statistics.median(w for w, _ in cold), 2),
        "idle_ms": round(1000 * statistics.median(idle), 2),
        "cold_best_ms": round(1000 * min(w for w, _ in cold), 2),
        "cold_cpu_ms": round(1000 * min(c for _, c in cold), 2),
        "batch_per_second": round(len(stems) / min(w for w, _ in batches), 2),
        "batch_cpu_ms": round(1000 * min(c for _, c in batches) / len(stems), 3),
        "instructions_m": round(instructions(module, folder, stems, out), 2) if name in NATIVE and not smoke else None,
        "memory_mb": round(memory, 1),
        "cold_memory_mb": round(cold_memory, 1),
        "mean_kb": round(statistics.fmean(f.stat().st_size for f in files) / 1000, 1),
        "pages": pages(files),
        "a3a": judge("3a", files[:JUDGED]),
        "ua1": judge("ua1", files[:JUDGED]),
        "load": round(load, 1),
        "others": round(others, 2),
        "stolen": round(stolen, 2),
    }


def pages(files):
    """How many files have one, two, three ... pages."""
    counts = {}
    for file in files:
        with pymupdf.open(file) as pdf:
            counts[len(pdf)] = counts.get(len(pdf), 0) + 1
    return {str(k): counts[k] for k in sorted(counts)}


def machine():
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), "unknown")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024 / 1024
    return {"processor": model, "cores": os.cpu_count(), "memory_gib": round(memory), "system": f"{platform.system()} {platform.release().split('-')[0]}, {_debian()}"}


def _debian():
    lines = Path("/etc/os-release").read_text().splitlines()
    return next(line.split("=", 1)[1].strip('"') for line in lines if line.startswith("PRETTY_NAME"))


def smoke(name, releases):
    """Whether a maker works."""
    start = time.perf_counter()
    figures = measure(name, releases, smoke=True)
    print(f"{name} {figures['version']}: {sum(figures['pages'].values())} files, PDF/A-3a {figures['a3a']['passed']}, "
          f"PDF/UA-1 {figures['ua1']['passed']}, {time.perf_counter() - start:.0f} s", flush=True)


def store(name, releases):
    """Measures a maker; the rows of the others stay as they are."""
    path = RESULTS / "benchmarks.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"makers": {}}
    stored["makers"][name] = measure(name, releases)
    stored["machine"] = machine()
    print(name, json.dumps(stored["makers"][name], ensure_ascii=False), flush=True)
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    trial = "--smoke" in sys.argv
    releases = corpus(SMOKE) if trial else corpus()
    WORK.mkdir(parents=True, exist_ok=True)
    broken = []
    for name in [name for name in sys.argv[1:] if name != "--smoke"] or MAKERS:
        # One that fails does not keep the next from being measured.
        try:
            (smoke if trial else store)(name, releases)
        except (Exception, SystemExit) as error:
            broken.append(name)
            print(f"{name} FAILED: {error}", flush=True)
    sys.exit(f"not measured: {', '.join(broken)}" if broken else 0)


if __name__ == "__main__":
    main()
