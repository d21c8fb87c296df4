"""Invented names and sentences, for registers that are measured."""

import datetime
import functools
import random

STARTS = ["Ar", "Bel", "Cor", "Dra", "El", "Fen", "Gal", "Hor", "Is", "Jar", "Kel", "Lor", "Mar"]
STARTS += ["Nor", "Or", "Pel", "Qu", "Ros", "Sal", "Tor", "Ul", "Var", "Wel", "Yar", "Zen"]
MIDDLES = ["a", "do", "li", "mo", "nu", "ra", "se", "ti", "vo", "we", "ka", "bi", "ne", "ru"]
ENDS = [
    "n", "nd", "ra", "via", "lis", "mar", "rok",
    "sen", "ton", "vic", "dal", "gar", "shi", "zar",
]
TITLES = [
    "Report on", "Inquiry into", "Account of", "Verdict on",
    "Statement on", "Notes on", "Search for",
]
THINGS = [
    "the fire at the harbour", "the loss of the savings bank",
    "the missing ship", "the school's funds",
    "the attack on the bridge", "the forged passports",
    "the sale of the forest", "the theft of icons",
    "the abduction from the market", "the death of a guard", "the leaflets of spring", "the strike",
]
CHARGES = [
    "Fraud", "Murder", "Theft in a gang", "Embezzlement of public funds", "Abduction", "Bribery",
    "Membership in a forbidden union", "Smuggling of weapons", "Calls against the constitution",
    "Laundering of money", "Robbery with a weapon", "Desertion", "Forgery of documents", "Arson",
]
OFFICES = [
    "Member of the Assembly", "Mayor", "Deputy minister",
    "Head of the customs", "Judge's clerk",
]
WHO = [
    "The accused", "A neighbour", "The ministry", "The defence",
    "Nobody", "The bureau", "The court",
]
DOES = [
    "denies", "confirms", "does not know of",
    "has papers on", "asked the press about", "paid for",
]
PAPERS = [
    "Daylight", "The Courier", "Evening Post",
    "The Observer", "Morning Mirror", "The Lantern",
]


def country(code: str) -> str:
    """A country's name by its code."""
    letter = ord(code[1]) - ord("A")
    return STARTS[letter % len(STARTS)] + MIDDLES[letter % 14] + "via"


def name(chance: random.Random) -> str:
    """One of some hundred thousand names."""
    middles = "".join(chance.choice(MIDDLES) for _ in range(chance.randrange(1, 3)))
    return chance.choice(STARTS) + middles + chance.choice(ENDS)


def given(chance: random.Random) -> str:
    """One of some hundred."""
    return chance.choice(STARTS) + chance.choice(MIDDLES)


def family(chance: random.Random) -> str:
    return name(chance)


def place(chance: random.Random) -> str:
    return name(chance)


def paper(chance: random.Random) -> str:
    return f"{chance.choice(PAPERS)} of {chance.choice(STARTS)}{chance.choice(ENDS)}"


def office(chance: random.Random) -> str:
    return f"{chance.choice(OFFICES)} of {name(chance)}"


def title(chance: random.Random) -> str:
    return f"{chance.choice(TITLES)} {chance.choice(THINGS)} of {name(chance)}"


def charge(chance: random.Random) -> str:
    return f"{chance.choice(CHARGES)} at {name(chance)}"


def sentence(chance: random.Random) -> str:
    return f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(THINGS)} near {name(chance)}"


@functools.cache
def day(number: int) -> str:
    """The day that comes so many days after 1 January 1970."""
    return (datetime.date(1970, 1, 1) + datetime.timedelta(number)).isoformat()
