"""Writes what the PyPI package edtf makes of generated dates, for PartialDateAgreementTests.

    python3 -m venv venv && venv/bin/pip install edtf==5.0.2
    venv/bin/python Tests/EDTF/make.py > Tests/EDTF/edtf.tsv

Each line has a text, the earliest and the latest day that the package gives it, and the type that it
reads; a text that it refuses has `refused`, one that it fails on `failed`. The texts are the same
for the same seed.
"""

import contextlib
import random
import sys
from importlib.metadata import version

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

COUNT = 3_000


def year(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.6:
        return f"{chance.randint(1900, 2035):04}"
    if kind < 0.75:
        return f"{chance.randint(0, 9999):04}"
    if kind < 0.85:
        return f"{chance.randint(0, 999):03}X"
    if kind < 0.92:
        return f"{chance.randint(0, 99):02}XX"
    return f"-{chance.randint(1, 9999):04}"


def date(chance: random.Random) -> str:
    text = year(chance)
    kind = chance.random()
    if kind < 0.3:
        return text
    if kind < 0.4:
        return text + chance.choice(["-XX", "-XX-XX"])
    if kind < 0.5:
        return f"{text}-{chance.randint(20, 25)}"
    text += f"-{chance.randint(0, 13):02}"
    if kind < 0.65:
        return text
    if kind < 0.7:
        return text + "-XX"
    return text + f"-{chance.randint(0, 32):02}"


def whole(chance: random.Random) -> str:
    text = date(chance) + chance.choice(["", "", "", "?", "~", "%"])
    kind = chance.random()
    if kind < 0.25:
        text += "/" + date(chance) + chance.choice(["", "", "?", "~", "%"])
    elif kind < 0.28:
        text = chance.choice(["/", "../"]) + text
    elif kind < 0.31:
        text += chance.choice(["/", "/.."])
    elif kind < 0.35:
        text += f"T{chance.randint(0, 25):02}:{chance.randint(0, 61):02}:{chance.randint(0, 61):02}Z"
    if chance.random() < 0.15:
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice("0123456789-/X?~%.TZY ") + text[place + 1 :]
    return text


def day(moment) -> str:
    return "-".join(str(part) for part in tuple(moment)[:3])


def verdict(text: str) -> list[str]:
    try:
        # The package says on its standard output what it is about to fail on.
        with contextlib.redirect_stdout(sys.stderr):
            read = parse_edtf(text)
        return [day(read.lower_strict()), day(read.upper_strict()), type(read).__name__]
    except EDTFParseException:
        return ["refused", "-", "-"]
    except Exception as fault:  # whatever it is: the package did not foresee it
        return ["failed", "-", type(fault).__name__]


def main() -> None:
    chance = random.Random(2021)
    texts: dict[str, None] = {}
    while len(texts) < COUNT:
        texts[whole(chance)] = None
    print(f"# edtf {version('edtf')}, by Tests/EDTF/make.py")
    for text in texts:
        print("\t".join([text, *verdict(text)]))


if __name__ == "__main__":
    sys.exit(main())
