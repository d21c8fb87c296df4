"""Makes people: plainly invented ones, each a record of about 765 bytes.

    python3 people.py COUNT >FILE        one JSON object a line, as `noticed import` takes them
"""

import json
import sys

# What stands where a number makes a record unlike all others; as wide as its longest number.
MARK = "#" * 16


def person(number: str) -> dict:
    """A person whose words all depend on a number of sixteen digits."""
    return {
        "kind": "person",
        "names": [
            {
                "full": f"Sample Person {number}",
                "given": ["Sample", "Person"],
                "family": [number],
                "type": "primary",
            },
            {"full": f"S. P. {number}", "type": "alias"},
        ],
        "description": f"An invented person for measurements, number {number} of a long row.",
        "birth": {"date": "1957-03", "place": "A town that is not on any map"},
        "sex": "F",
        "nationalities": ["NO", "CH"],
        "offices": [{"title": "Keeper of the measurements", "country": "CH", "rank": "other"}],
        "labels": ["benchmark"],
        "note": {
            "en": f"Record {number}: nothing in it is true of anybody. It has the members that a"
            " person's record mostly has, and the length of one, so that storing and sending it"
            " costs what storing and sending a real one would, no less and no more than that.",
        },
    }


def line(number: str) -> str:
    return json.dumps(person(number), separators=(",", ":"))


def write(count: int, out) -> None:
    template = line(MARK)
    for number in range(count):
        out.write(template.replace(MARK, f"{number:016d}"))
        out.write("\n")


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.stdout)
