"""Types the commands of a document's ```console blocks against a server, and compares what they print.

    python3 walk.py DOCUMENT HOST:PORT      prints what differs; exit 1 when anything does
"""

import re
import subprocess
import sys


def steps(text: str):
    """The commands of a document, each with the output that it shows."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = step.split("\n")
            last = next(i for i, line in enumerate(lines) if not line.endswith("\\"))
            yield "\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :])


def comparable(output: str) -> str:
    """An output without what differs from server to server: times, and the ends of lines."""
    time = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    return "\n".join(line.strip() for line in re.sub(time, "TIME", output).strip().split("\n"))


def main() -> int:
    document, address = sys.argv[1:]
    differing = count = 0
    with open(document, encoding="utf-8") as file:
        text = file.read()
    for command, shown in steps(text):
        count += 1
        real = command.replace("localhost:8470", address)
        done = subprocess.run(["/bin/sh", "-c", real], capture_output=True, text=True, timeout=30)
        if comparable(done.stdout) != comparable(shown):
            differing += 1
            print(f"{command}\n--- shown\n{shown}\n--- printed\n{done.stdout}{done.stderr}")
    if not count:
        print(f"{document} shows no command")
    return 1 if differing or not count else 0


if __name__ == "__main__":
    sys.exit(main())
