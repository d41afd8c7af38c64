"""`make bench`: every part in its own process, then the page and the plot."""

import argparse
import subprocess
import sys
import time

from bench import report

PARTS = {
    "ledger": "bench.ledger",
    "web": "bench.web",
    "intake": "bench.intake",
    "access": "bench.access",
}


def main() -> int:
    """Run the parts that were named, or all of them; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    chosen = parser.parse_args().parts or list(PARTS)
    if strange := set(chosen) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(strange))}")
    failed = []
    for place, part in enumerate(chosen, 1):
        print(f"[{place}/{len(chosen)}] {part}", flush=True)
        begun = time.monotonic()
        if subprocess.run([sys.executable, "-m", PARTS[part]], check=False).returncode:
            failed.append(part)
        print(f"      {time.monotonic() - begun:.0f} s", flush=True)
    report.write()
    print(f"written: {report.PAGE}")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
