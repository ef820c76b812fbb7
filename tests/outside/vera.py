"""veraPDF, many files in one call, with its verdict read from JSON."""

import json
import subprocess

from common import VERAPDF_JAR, short, stop, tool

# A call holds its file names on one command line; this stays far below the
# limit of the system and keeps the report of one call small.
BATCH = 200


def judge(flavour, files):
    """Maps each file to its failed rules: a list of (clause, test, message).

    Stops the run when veraPDF judged another number of files than it was
    given, could not read one, or used another profile than the one asked for:
    each of these would otherwise look like a pass.
    """
    verdicts = {}
    for start in range(0, len(files), BATCH):
        verdicts.update(_call(flavour, files[start:start + BATCH]))
    return verdicts


def run(flavour, *arguments):
    """Runs veraPDF over files, or over folders after `-r`; its report is on stdout."""
    if not VERAPDF_JAR.exists():
        stop("the veraPDF jar is missing; fetch it with tests/outside/install")
    command = [tool("java"), "-cp", str(VERAPDF_JAR), "org.verapdf.apps.GreenfieldCliWrapper",
               "-f", flavour, "--format", "json", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False)


def _call(flavour, files):
    done = run(flavour, *files)
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except (ValueError, KeyError) as error:
        stop(f"veraPDF gave no report ({error}):\n{done.stderr.decode('utf-8', 'replace')}")
    if len(jobs) != len(files):
        stop(f"veraPDF judged {len(jobs)} of {len(files)} files")
    return {file: _rules(flavour, file, job) for file, job in zip(files, jobs)}


def _rules(flavour, file, job):
    name = job["itemDetails"]["name"]
    if name != str(file):
        stop(f"veraPDF judged {name} in the place of {short(file)}")
    results = job.get("validationResult") or []
    if len(results) != 1 or results[0]["jobEndStatus"] != "normal":
        stop(f"veraPDF could not judge {short(file)}: {json.dumps(job.get('taskException', results))[:500]}")
    result = results[0]
    if f"PDF/{'UA-1' if flavour == 'ua1' else 'A-' + flavour.upper()} " not in result["profileName"]:
        stop(f"veraPDF used {result['profileName']} instead of {flavour}")
    if result["details"]["passedChecks"] == 0:
        stop(f"veraPDF checked nothing in {short(file)}")
    failed = [_rule(r) for r in result["details"]["ruleSummaries"] if r["ruleStatus"] == "FAILED"]
    if bool(failed) == result["compliant"]:
        stop(f"veraPDF contradicts itself on {short(file)}")
    return failed


def _rule(rule):
    first = rule["checks"][0] if rule.get("checks") else {}
    message = first.get("errorMessage") or rule["description"]
    return rule["clause"], rule["testNumber"], f"{message} ({rule['failedChecks']} times, first at {first.get('context', '?')})"
