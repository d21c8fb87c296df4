"""Makes a register of invented cases: 100,000 notice requests, about a million records in all.

    python3 cases.py FOLDER [REQUESTS]    part-1.ndjson, …, as `noticed import` takes them

The same every time. Countries are those that ISO 3166-1 leaves to its users; nobody and nothing in
it exists. What is frequent in practice is frequent here: few of the countries ask for most of the
notices, most are red, most subjects are single, dates are mostly days, some only months, years or
spans.
"""

import bisect
import itertools
import json
import random
import sys
from pathlib import Path

import words

SEED = 20_210_105
#: The first requests are of May 2008, the last but their repetitions of October 2024.
FIRST_DAY, DAYS = 14_000, 6_000
#: Requests in a part: their steps wait in the importer until the part's records are in.
PART = 25_000
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
PAIRS = [one + two for one in LETTERS for two in LETTERS]
COUNTRIES = ["X" + letter for letter in "ABCDEFGHIJLMNOPQRSTUVWXYZ"]


class Odds:
    """Draws values by their weights."""

    def __init__(self, weights: dict):
        self.values = list(weights)
        self.sums = list(itertools.accumulate(weights.values()))

    def draw(self, chance: random.Random):
        return self.values[bisect.bisect(self.sums, chance.random() * self.sums[-1])]


def falling(values: list) -> Odds:
    """The second half as likely as the first, the third a third, and so on."""
    return Odds({value: 1 / place for place, value in enumerate(values, 1)})


COLOURS = Odds({
    "red": 62, "blue": 11, "yellow": 9, "green": 6, "black": 3, "purple": 3, "silver": 3,
    "orange": 2, "un_special": 1,
})
STATUSES = {
    "red": Odds({"charged": 7, "convicted": 3}), "blue": Odds({"suspect": 3, "witness": 1}),
    "yellow": Odds({"missing": 1}), "black": Odds({"deceased": 1}),
    "green": Odds({"possible_threat": 1}), "un_special": Odds({"other": 1}),
}
ENDS = {
    "notice": Odds({"grant": 44, "refuse": 21, "decline": 12, "acknowledge": 19, "withdraw": 4}),
    "diffusion": Odds({"circulate": 78, "acknowledge": 18, "withdraw": 4}),
    # No red notice is about a group as a whole.
    "group": Odds({"refuse": 55, "decline": 30, "acknowledge": 15}),
}
GROUNDS = falling([
    "ARTICLE_3", "JUDICIAL_DATA", "POLITICAL", "IDENTITY_DATA", "PRIVATE", "SERIOUSNESS", "REFUGEE",
    "GROUND_UNSTATED", "PREDOMINANCE", "ADMINISTRATIVE", "UDHR", "MILITARY", "RELIGIOUS", "OFFICE",
    "NO_EXTRADITION_ACTION", "NE_BIS_IN_IDEM", "PURPOSE", "RACIAL", "INSUFFICIENT_DATA",
])
OFFENCES = Odds({
    "ordinary": 70, "unstated": 14, "mixed": 6, "political": 6, "military": 2, "religious": 2,
})
PROPERTIES = Odds({
    "characterization": 26, "responsibility": 18, "charge": 14, "justification": 12, "legality": 10,
    "attribution": 6, "role": 6, "office": 4, "other": 4,
})
STANCES = Odds({"asserts": 55, "reports": 30, "denies": 12, "questions": 3})
SOURCES = Odds({
    "article": 55, "court_document": 15, "official_statement": 12, "press_release": 8, "report": 7,
    "interview": 3,
})
EVENTS = Odds({
    "other": 50, "arrest": 15, "trial": 10, "attack": 10, "abduction": 5, "judgment": 5,
    "sanction": 5,
})


class Cases:
    """Writes a register case by case; `line` is what each line goes to."""

    def __init__(self, line):
        self.line = line
        self.chance = random.Random(SEED)
        self.made = 0
        self.people: list[str] = []
        self.sources: list[str] = []
        #: For each requester its latest request, whom it is about and its day.
        self.latest: dict[str, tuple[str, list[dict], int]] = {}

    def identity(self, prefix: str) -> str:
        """An id of the form that the server makes: a UUID of version 7, in Crockford's base 32."""
        self.made += 1
        milliseconds = 1_700_000_000_000 + self.made * 41
        bits = milliseconds << 80 | self.chance.getrandbits(80)
        bits = bits & ~(0xF << 76) | 0x7 << 76
        bits = bits & ~(0x3 << 62) | 0x2 << 62
        return f"{prefix}_" + "".join(PAIRS[bits >> shift & 1023] for shift in range(120, -1, -10))

    def record(self, kind: str, prefix: str, **members) -> str:
        name = self.identity(prefix)
        self.line({"kind": kind, "id": name, "labels": ["benchmark"], **members})
        return name

    # --- Who asks and who is asked ---

    def organizations(self) -> None:
        self.offices = [self.organization("INTERPOL, as it might be", "international_organization")]
        for title in ("Secretariat", "Commission for files", "Office in the east"):
            self.offices.append(self.organization(title, "authority", parent=self.offices[0]))
        self.asked = Odds({self.offices[0]: 85, self.offices[1]: 12, self.offices[3]: 3})
        self.requesters: dict[str, Odds] = {}
        self.bureaus: dict[str, str] = {}
        self.papers: list[str] = []
        for country in COUNTRIES:
            name = words.country(country)
            state = self.organization(f"Republic of {name}", "state", country=country)
            self.bureaus[country] = self.below(state, "ncb", f"National bureau of {name}")
            asking = [
                self.below(state, "prosecutor", f"Prosecutor of {words.place(self.chance)}")
                for _ in range(6)
            ]
            asking += [
                self.below(state, "court", f"Court of {words.place(self.chance)}")
                for _ in range(4)
            ]
            asking.append(self.below(state, "ministry", f"Ministry of the interior of {name}"))
            self.requesters[country] = falling(asking)
            self.papers += [
                self.organization(words.paper(self.chance), "media", country=country)
                for _ in range(3)
            ]
        self.countries = falling(COUNTRIES)

    def below(self, state: str, kind: str, full: str) -> str:
        return self.organization(full, kind, parent=state)

    def organization(self, full: str, kind: str, **members) -> str:
        names = [{"full": full, "language": "en", "script": "Latn", "type": "primary"}]
        return self.record("organization", "org", names=names, type=kind, **members)

    # --- Whom and what it is about ---

    def person(self, country: str) -> str:
        chance = self.chance
        given, family = words.given(chance), words.family(chance)
        full = {"full": f"{given} {family}", "given": [given], "family": [family]}
        names = [{**full, "type": "primary"}]
        if chance.random() < 0.2:
            names.append({"full": f"{given[0]}. {words.family(chance)}", "type": "alias"})
        birth = {"date": self.date(-10_900 + chance.randrange(16_000))}
        if chance.random() < 0.4:
            birth["place"] = words.place(chance)
        members = {"names": names, "birth": birth, "sex": "F" if chance.random() < 0.25 else "M"}
        members["nationalities"] = [country]
        if chance.random() < 0.08:
            rank = "official" if chance.random() < 0.7 else "legislator"
            members["offices"] = [{"title": words.office(chance), "country": country, "rank": rank}]
        name = self.record("person", "per", **members)
        self.people.append(name)
        return name

    def source(self, day: int) -> str:
        chance = self.chance
        kind = SOURCES.draw(chance)
        is_press = kind == "article"
        publisher = words.paper(chance) if is_press else f"Archive of {words.place(chance)}"
        name = self.record(
            "source", "src", title=words.title(chance), type=kind, publisher=publisher,
            published=self.date(day), language="en",
        )
        self.sources.append(name)
        return name

    def event(self, country: str, day: int) -> str:
        chance = self.chance
        members = {"title": words.title(chance), "type": EVENTS.draw(chance)}
        members["when"] = self.date(day)
        members["place"] = {"name": words.place(chance), "country": country}
        if chance.random() < 0.3:
            members["participants"] = [{"ref": self.person(country), "role": "victim"}]
        return self.record("event", "evt", **members)

    # --- A case ---

    def case(self) -> None:
        """A request with its subjects, events, sources, statements and two steps."""
        chance = self.chance
        country = self.countries.draw(chance)
        requester = self.requesters[country].draw(chance)
        earlier = self.latest.get(requester) if chance.random() < 0.06 else None
        day = FIRST_DAY + chance.randrange(DAYS)
        if earlier and earlier[2] < FIRST_DAY + DAYS:
            day = earlier[2] + 100 + chance.randrange(300)
        else:
            earlier = None
        request = {
            "colour": COLOURS.draw(chance), "requester": requester, "via": self.bureaus[country],
            "addressee": self.asked.draw(chance),
        }
        channel = "diffusion" if chance.random() < 0.14 else "notice"
        if channel == "diffusion" or chance.random() < 0.7:
            request["channel"] = channel
        is_of_group = earlier is None and channel == "notice" and chance.random() < 0.02
        source = self.source(day) if chance.random() < 0.85 else chance.choice(self.sources)
        request["sources"] = [{"source": source}]
        request["subjects"] = (
            earlier[1] if earlier else self.subjects(country, request["colour"], is_of_group)
        )
        if chance.random() < 0.9:
            request["events"] = [self.event(country, day - chance.randrange(1, 900))]
        request["charges"] = [self.charge(country) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        if chance.random() < 0.75:
            request["judicial"] = {
                "document": "warrant", "reference": f"{country}-{chance.randrange(10**5)}",
                "date": self.date(day - chance.randrange(5, 200)), "validity": "claimed",
            }
        if request["colour"] == "red":
            sought = chance.choice(("yes", "yes", "unknown"))
            request["assurances"] = {"extradition_sought": sought}
        if earlier:
            request["prior"] = {"request": earlier[0], "relation": "resubmission"}
        name = self.record("notice_request", "req", **request)
        is_of_group = request["subjects"][0]["ref"].startswith("grp")
        self.latest[requester] = (name, request["subjects"], day)
        claim = self.statement(name, "submission", True, requester, day, source)
        said = self.talk(name, request, day, source)
        self.begin(name, request, day, claim, source)
        self.end(name, request, channel, is_of_group, day, said, source)

    def subjects(self, country: str, colour: str, is_of_group: bool) -> list[dict]:
        chance = self.chance
        status = STATUSES.get(colour, STATUSES["blue"]).draw(chance)
        if is_of_group:
            named = [self.person(country)]
            size = {"count": chance.randrange(2, 60), "basis": "exact"}
            title = words.title(chance)
            group = self.record("group", "grp", title=title, size=size, named=named)
            return [{"ref": group, "status": status}]
        count = chance.choice((1,) * 17 + (2, 2, 3))
        people = [self.someone(country) for _ in range(count)]
        return [{"ref": person, "status": status} for person in dict.fromkeys(people)]

    def someone(self, country: str) -> str:
        """Mostly somebody new."""
        if self.people and self.chance.random() < 0.12:
            return self.chance.choice(self.people)
        return self.person(country)

    def charge(self, country: str) -> dict:
        chance = self.chance
        law = f"Penal Code of {words.country(country)}, section {chance.randrange(1, 400)}"
        return {
            "text": words.charge(chance), "offence": OFFENCES.draw(chance), "law": law,
            "max_penalty_months": 12 * chance.randrange(1, 26),
        }

    def statement(
        self, about: str, told: str, value, speaker: str, day: int, source: str, **more
    ) -> str:
        value = {"type": "value", "value": value}
        return self.record(
            "statement", "stm", about=about, property=told, value=value,
            stance=more.pop("stance", "asserts"), speaker=speaker, said_on=self.date(day),
            source=source, **more,
        )

    def talk(self, name: str, request: dict, day: int, source: str) -> list[str]:
        """What is said of the request, its events and subjects: of most little, of some much."""
        chance = self.chance
        subjects = [subject["ref"] for subject in request["subjects"]]
        topics = [name] * 3 + request.get("events", []) + subjects
        said: list[str] = []
        for _ in range(min(60, int(chance.expovariate(1 / 4.18)))):
            words_said = words.sentence(chance)
            more = {"stance": STANCES.draw(chance)}
            if chance.random() < 0.5:
                more["quote"] = {"exact": words_said, "language": "en"}
            if said and chance.random() < 0.06:
                more["contradicts"] = [chance.choice(said)]
            speaker = chance.choice(self.papers) if chance.random() < 0.6 else request["requester"]
            where = source if chance.random() < 0.7 else chance.choice(self.sources)
            said.append(self.statement(
                chance.choice(topics), PROPERTIES.draw(chance), words_said, speaker,
                day + chance.randrange(200), where, **more,
            ))
        return said

    # --- Steps ---

    def step(self, name: str, step: str, on: str, **members) -> None:
        head = {"kind": "step", "id": self.identity("stp"), "of": name, "step": step, "on": on}
        self.line({**head, **members})

    def begin(self, name: str, request: dict, day: int, claim: str, source: str) -> None:
        step = "claim" if self.chance.random() < 0.6 else "submit"
        self.step(
            name, step, self.date(day), by=request["requester"], statements=[claim],
            sources=[{"source": source}],
        )

    def end(
        self, name: str, request: dict, channel: str, is_of_group: bool, day: int, said: list,
        source: str,
    ) -> None:
        """The second step, some months later, with the decision or the notices that it makes."""
        chance = self.chance
        day += 400 + chance.randrange(300)
        on, by = self.text_of(day), request["addressee"]
        step = ENDS["group" if is_of_group else channel].draw(chance)
        more = {"sources": [{"source": source}]}
        if step in ("withdraw", "circulate"):
            by = request["requester"]
        if step in ("refuse", "decline"):
            more["decision"] = {**self.decision(by, on), "grounds": self.grounds()}
            if said:
                more["decision"]["statements"] = said[:1]
        if step == "grant":
            more["decision"] = self.decision(by, on)
        if step in ("grant", "circulate"):
            more["notices"] = [
                self.notice(subject["ref"], step, day) for subject in request["subjects"]
            ]
        self.step(name, step, on, by=by, **more)

    def decision(self, by: str, on: str) -> dict:
        return {"id": self.identity("dec"), "by": by, "date": on}

    def grounds(self) -> list[dict]:
        count = self.chance.choice((1, 1, 2))
        codes = dict.fromkeys(GROUNDS.draw(self.chance) for _ in range(count))
        return [{"code": code, "basis": "stated"} for code in codes]

    def notice(self, subject: str, step: str, day: int) -> dict:
        notice = {"id": self.identity("ntc"), "subject": subject, "issued": self.text_of(day + 3)}
        if step == "grant":
            notice["entity_id"] = f"{notice['issued'][:4]}/{self.made}"
            notice["public"] = self.chance.random() < 0.3
        return notice

    # --- Dates ---

    def date(self, day: int) -> str:
        """Mostly a day, else a month, a year or a span of two months."""
        text, dice = self.text_of(day), self.chance.random()
        if dice < 0.8:
            return text
        if dice < 0.92:
            return text[:7]
        return text[:4] if dice < 0.96 else f"{text[:7]}/{self.text_of(day + 31)[:7]}"

    @staticmethod
    def text_of(day: int) -> str:
        return words.day(day)


def write(folder: Path, requests: int = 100_000) -> list[Path]:
    """The parts, in the order in which they have to be imported."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[Path] = []
    out = None
    encoder = json.JSONEncoder(separators=(",", ":"))

    def line(record: dict) -> None:
        out.write(encoder.encode(record))
        out.write("\n")

    cases = Cases(line)
    for number in range(requests):
        if number % PART == 0:
            if out:
                out.close()
            parts.append(folder / f"part-{len(parts) + 1}.ndjson")
            out = parts[-1].open("w")
        if number == 0:
            cases.organizations()
            cases.source(FIRST_DAY)
        cases.case()
    out.close()
    return parts


if __name__ == "__main__":
    write(Path(sys.argv[1]), *map(int, sys.argv[2:]))
