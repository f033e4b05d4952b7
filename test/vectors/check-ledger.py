"""Reads test/vectors/ledger/*.json from ARCHITECTURE.md's and CometBFT's formulas alone, with none of the project's code.

python3 test/vectors/check-ledger.py        (nothing but Python's own library; takes some seconds for the signatures)
"""
import base64
import hashlib
import json
import pathlib
import struct

FOLDER = pathlib.Path(__file__).parent / "ledger"


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def tag(label):
    return label.encode() + b"\0"


def same(left, right, what):
    if left != right:
        raise AssertionError(f"{what}: {left!r} is not {right!r}")


# Ed25519, RFC 8032 section 5.1.7, straight from the formulas.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        raise AssertionError("no point")
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    return ((f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def times(number, point):
    out = (0, 1, 1, 0)
    while number:
        if number & 1:
            out = add(out, point)
        point = add(point, point)
        number >>= 1
    return out


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = recover(BASE_Y.to_bytes(32, "little"))


def verify(signature, message, key):
    r, s = recover(signature[:32]), int.from_bytes(signature[32:], "little")
    if s >= L:
        raise AssertionError("signature out of range")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, recover(key)))
    same(left[0] * right[2] % P, right[0] * left[2] % P, "signature")
    same(left[1] * right[2] % P, right[1] * left[2] % P, "signature")


# Deterministic CBOR, RFC 8949 section 4.2.1: of what stands in "fields", bytes as "hex:…".
def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise AssertionError("integer too large")


def cbor(value):
    if isinstance(value, str) and value == "null":
        return b"\xf6"
    if isinstance(value, str) and value.startswith("hex:"):
        value = bytes.fromhex(value[4:])
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(cbor(item) for item in value)
    entries = sorted((cbor(key), cbor(item)) for key, item in value.items())
    return head(5, len(value)) + b"".join(key + item for key, item in entries)


# The authenticated map.
def leaf(key, value_hash):
    return sha(b"\0", key, value_hash)


def map_root(entries, depth=0):
    if not entries:
        return bytes(32)
    if len(entries) == 1:
        return leaf(*entries[0])
    halves = ([], [])
    for key, value_hash in entries:
        halves[key[depth // 8] >> (7 - depth % 8) & 1].append((key, value_hash))
    return sha(b"\1", map_root(halves[0], depth + 1), map_root(halves[1], depth + 1))


def read_cbor(data, at=0):
    major, number, at = data[at] >> 5, data[at] & 31, at + 1
    if major == 7:
        return None, at
    if number >= 24:
        size = 1 << (number - 24)
        number, at = int.from_bytes(data[at : at + size], "big"), at + size
    if major == 0:
        return number, at
    if major in (2, 3):
        text = data[at : at + number]
        return (text if major == 2 else text.decode()), at + number
    out = []
    for _ in range(number * (2 if major == 5 else 1)):
        item, at = read_cbor(data, at)
        out.append(item)
    return (out if major == 4 else dict(zip(out[::2], out[1::2]))), at


def proved(root, key, proof):
    siblings, last = proof["siblings"], proof["leaf"]
    node = bytes(32) if last is None else leaf(*last)
    for depth in reversed(range(len(siblings))):
        right = key[depth // 8] >> (7 - depth % 8) & 1
        node = sha(b"\1", siblings[depth], node) if right else sha(b"\1", node, siblings[depth])
    same(node, root, "proof")
    return last is not None and last[0] == key


# CometBFT v0.38: protobuf, trees, headers, commits.
def fields(data):
    at, out = 0, []
    while at < len(data):
        key, at = varint_at(data, at)
        if key & 7 == 0:
            value, at = varint_at(data, at)
        elif key & 7 == 2:
            size, at = varint_at(data, at)
            value, at = data[at : at + size], at + size
        else:
            raise AssertionError("wire type")
        out.append((key >> 3, value))
    return out


def varint_at(data, at):
    shift = value = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def varint(value):
    value &= (1 << 64) - 1
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def number_field(number, value):
    return b"" if value == 0 else varint(number << 3) + varint(value)


def bytes_field(number, value, always=False):
    return b"" if not value and not always else varint(number << 3 | 2) + varint(len(value)) + value


def one(message, number, default=b""):
    found = [value for key, value in fields(message) if key == number]
    return found[-1] if found else default


def tree(items):
    if not items:
        return sha()
    if len(items) == 1:
        return sha(b"\0", items[0])
    split = 1
    while split * 2 < len(items):
        split *= 2
    return sha(b"\1", tree(items[:split]), tree(items[split:]))


def header_hash(header):
    part = lambda number: one(header, number)
    height = one(header, 3, 0)
    leaves = [part(1), bytes_field(1, part(2)), number_field(1, height), part(4), part(5)]
    return tree(leaves + [bytes_field(1, part(number)) for number in range(6, 15)])


def parts_of(block):
    return [block[at : at + 65536] for at in range(0, len(block), 65536)]


def verify_commit(chain_id, commit, key):
    (signature,) = [value for number, value in fields(commit) if number == 4]
    same(one(signature, 1, 0), 2, "vote flag")
    same(one(signature, 2), sha(key)[:20], "address")
    block_id, round_ = one(commit, 3), one(commit, 2, 0)
    canonical = number_field(1, 2) + b"\x11" + struct.pack("<q", one(commit, 1, 0))
    canonical += b"" if round_ == 0 else b"\x19" + struct.pack("<q", round_)
    canonical += bytes_field(4, bytes_field(1, one(block_id, 1)) + bytes_field(2, one(block_id, 2), True))
    canonical += bytes_field(5, one(signature, 3), True) + bytes_field(6, chain_id)
    verify(one(signature, 4), varint(len(canonical)) + canonical, key)


def check_entities(entities, app_hash):
    for entity in entities:
        identifier, value = bytes.fromhex(entity["id"]), bytes.fromhex(entity["value"])
        same(cbor(entity["fields"]), value, "entity")
        same(sha(bytes([entity["kind"]]), identifier).hex(), entity["key"], "map key")
        same(sha(value).hex(), entity["valueHash"], "value hash")
    pairs = [(bytes.fromhex(e["key"]), bytes.fromhex(e["valueHash"])) for e in entities]
    same(map_root(pairs).hex(), app_hash, "application hash")
    return len(entities)


def check_genesis():
    genesis = load("genesis")
    same(sha(genesis["text"].encode()).hex(), genesis["hash"], "genesis hash")
    document = json.loads(genesis["text"])
    same(document["app_state"]["network"], genesis["network"], "network")
    same(base64.b64decode(document["app_state"]["state"]).hex(), genesis["appState"], "initial state")
    return check_entities(genesis["entities"], genesis["appHash"])


def check_transactions(file):
    network = bytes.fromhex(file["network"])
    for tx in file["transactions"]:
        body = bytes.fromhex(tx["body"])
        same(cbor(tx["fields"]), body, tx["kind"])
        same(sha(body).hex(), tx["id"], "id")
        signatures = [bytes.fromhex(signer["signature"]) for signer in tx["signers"]]
        same(cbor([body, signatures]), bytes.fromhex(tx["bytes"]), "transaction")
        for index, signer in enumerate(tx["signers"]):
            message = tag("consilium/tx/v1") + network + bytes([index]) + sha(body)
            same(message.hex(), signer["message"], "message")
            verify(signatures[index], message, bytes.fromhex(signer["publicKey"]))
    return len(file["transactions"])


def check_statements():
    file = load("statements")
    for statement in file:
        encoded = bytes.fromhex(statement["bytes"])
        same(cbor(statement["fields"]), encoded, statement["kind"])
        name = sha(tag("consilium/statement/v1"), encoded)
        same(name.hex(), statement["hash"], "H(S)")
        for who in ("doctor", "consent"):
            message = tag(f"consilium/statement/{who}/v1") + name
            verify(bytes.fromhex(statement[f"{who}Signature"]), message, bytes.fromhex(statement[f"{who}Key"]))
    return len(file)


def check_own_entry():
    file = load("own-entry")
    check_transactions({"network": file["network"], "transactions": [file["transaction"]]})
    statement, fields = file["statement"], file["transaction"]["fields"]
    encoded = bytes.fromhex(statement["bytes"])
    same(cbor(statement["fields"]), encoded, "own entry")
    name = sha(tag("consilium/statement/v1"), encoded)
    same(name.hex(), statement["hash"], "H(S)")
    message = tag("consilium/statement/consent/v1") + name
    consent_key = bytes.fromhex(file["transaction"]["signers"][0]["publicKey"])
    verify(bytes.fromhex(fields["consentSignature"].removeprefix("hex:")), message, consent_key)
    for entity in file["entities"]:
        same(cbor(entity["fields"]).hex(), entity["value"], "entity")
        same(entity["id"], statement["hash"], "its name")
    return 1 + len(file["entities"])


def check_later(name):
    file = load(name)
    check_transactions({"network": file["network"], "transactions": [file["transaction"]]})
    for entity in file["entities"]:
        same(cbor(entity["fields"]).hex(), entity["value"], "entity")
    return 1 + len(file["entities"])


def check_erase():
    file = load("erase")
    asked, (vector,) = file["request"], [file["transaction"]]
    encoded = bytes.fromhex(asked["bytes"])
    same(cbor(asked["fields"]), encoded, "request")
    same(vector["fields"]["request"], "hex:" + asked["bytes"], "request in the transaction")
    message = tag("consilium/erase/v1") + sha(encoded)
    signature = bytes.fromhex(vector["fields"]["consentSignature"].removeprefix("hex:"))
    verify(signature, message, bytes.fromhex(asked["consentKey"]))
    return 1 + check_later("erase")


def check_succession():
    file = load("succession")
    former, following = bytes.fromhex(file["former"]), bytes.fromhex(file["next"])
    fields = file["transaction"]["fields"]
    named = sha(tag("consilium/succession/former/v1") + former)
    same(fields["former"], "hex:" + named.hex(), "name of the former root")
    link = sha(tag("consilium/succession/link/v1") + former + following)
    same(fields["link"], "hex:" + link.hex(), "link of the roots")
    institution = bytes.fromhex(file["statement"]["fields"]["institution"].removeprefix("hex:"))
    place = sha(tag("consilium/succession/v1") + institution + named)
    same(file["entities"][-1]["id"], place.hex(), "id of the succession")
    message = tag("consilium/succession/root/v1") + bytes.fromhex(file["network"]) + following
    verify(bytes.fromhex(file["formerSignature"]), message, former)
    return 4 + check_later("succession")


def check_exchange():
    file = load("exchange")
    named = file["list"]
    records = cbor(["hex:" + statement for statement in named["statements"]])
    message = tag("consilium/exchange/v1") + bytes.fromhex(named["salt"])
    same(sha(message, sha(named["note"].encode()), sha(records)).hex(), named["hash"], "hash of the list")
    first = file["transactions"][0]
    same(first["fields"]["give"]["records"], "hex:" + named["hash"], "list in the proposal")
    count = check_transactions(file)
    for entity in file["entities"]:
        same(cbor(entity["fields"]).hex(), entity["value"], "entity")
    same(file["entities"][0]["id"], first["id"], "id of the exchange")
    return 3 + count + len(file["entities"])


def check_erase_receipts():
    file = load("erase-receipt")
    count = check_transactions(file)
    for entity in file["entities"]:
        same(cbor(entity["fields"]).hex(), entity["value"], "entity")
    return count + len(file["entities"])


def check_recording_anchor():
    file = load("recording-anchor")
    named = {name: bytes.fromhex(value) for name, value in file["named"].items()}
    name = sha(tag("consilium/consult/anchor/v1") + named["salt"] + named["root"])
    same(name, named["name"], "name of the recording")
    count = 1
    for step in file["steps"]:
        check_transactions({"network": file["network"], "transactions": [step["transaction"]]})
        same(step["transaction"]["fields"]["anchor"], "hex:" + name.hex(), "name in the transaction")
        for entity in step["entities"]:
            same(cbor(entity["fields"]).hex(), entity["value"], "entity")
            same(entity["id"], name.hex(), "id of the entity")
        count += 1 + len(step["entities"])
    return count


def check_consult_receipt():
    file = load("consult-receipt")
    named = {name: bytes.fromhex(value) for name, value in file["named"].items()}
    name = sha(tag("consilium/consult/receipt/v1") + named["bound"])
    same(name, named["name"], "name of the receipt")
    count = 1
    for step in file["steps"]:
        check_transactions({"network": file["network"], "transactions": [step["transaction"]]})
        for entity in step["entities"]:
            same(cbor(entity["fields"]).hex(), entity["value"], "entity")
        count += 1 + len(step["entities"])
    for step in file["steps"][:2]:
        same(step["transaction"]["fields"]["receipt"], "hex:" + name.hex(), "name in the transaction")
    return count


def check_map():
    file = load("map")
    entries = [(bytes.fromhex(e["key"]), bytes.fromhex(e["valueHash"])) for e in file["entries"]]
    for count, root in enumerate(file["roots"]):
        same(map_root(entries[:count]).hex(), root, "root")
    same(map_root(entries[:-1]).hex(), file["withoutLast"], "root without the last")
    standing = {key for key, _ in entries}
    for asked in file["proofs"]:
        key, (proof, _) = bytes.fromhex(asked["key"]), read_cbor(bytes.fromhex(asked["proof"]))
        same(proved(map_root(entries), key, proof), key in standing, "proof")
    return len(file["roots"]) + len(file["proofs"])


def check_chain():
    file = load("chain")
    document = json.loads(file["genesis"])
    chain_id = document["chain_id"].encode()
    (validator,) = document["validators"]
    key = base64.b64decode(validator["pub_key"]["value"])
    set_hash = tree([bytes_field(1, bytes_field(1, key)) + number_field(2, int(validator["power"]))])
    block_params = document["consensus_params"]["block"]
    params = number_field(1, int(block_params["max_bytes"])) + number_field(2, int(block_params["max_gas"]))
    previous = None
    for height, vector in enumerate(file["blocks"], 1):
        block, commit = bytes.fromhex(vector["block"]), bytes.fromhex(vector["commit"])
        header, last_commit = one(block, 1), one(block, 4)
        txs = [value for number, value in fields(one(block, 2)) if number == 1]
        same(header_hash(header).hex(), vector["headerHash"], "header hash")
        same(tree(parts_of(block)).hex(), vector["partsHash"], "parts")
        same(len(parts_of(block)), vector["partsTotal"], "number of parts")
        parts = number_field(1, vector["partsTotal"]) + bytes_field(2, bytes.fromhex(vector["partsHash"]))
        block_id = bytes_field(1, bytes.fromhex(vector["headerHash"])) + bytes_field(2, parts, True)
        same(one(commit, 3), block_id, "commit's block id")
        same(one(header, 3), height, "height")
        same(one(header, 2), chain_id, "chain id")
        same(one(header, 6), tree([v for n, v in fields(last_commit) if n == 4]), "last commit hash")
        same(one(header, 7), tree([sha(tx) for tx in txs]), "data hash")
        same((one(header, 8), one(header, 9)), (set_hash, set_hash), "validators")
        same(one(header, 10), sha(params), "parameters")
        same(one(header, 13), tree([]), "evidence")
        same(one(header, 14), sha(key)[:20], "proposer")
        verify_commit(chain_id, commit, key)
        if previous is not None:
            same(one(header, 5), previous["id"], "last block id")
            same(last_commit, previous["commit"], "last commit")
            (signature,) = [value for number, value in fields(last_commit) if number == 4]
            same(one(header, 4), one(signature, 3), "block time")
            same(one(header, 11).hex(), previous["vector"]["appHashAfter"], "application hash")
            same(one(header, 12).hex(), previous["vector"]["resultsHashAfter"], "results")
        previous = {"id": block_id, "commit": commit, "vector": vector}
    for vector in file["blocks"][:3]:
        # A transaction that was taken has the empty result.
        taken = [b"" for _ in fields(one(bytes.fromhex(vector["block"]), 2))]
        same(tree(taken).hex(), vector["resultsHashAfter"], "results of taken transactions")
    refused = file["blocks"][3]
    same(refused["appHashAfter"], file["blocks"][2]["appHashAfter"], "a refused transaction changes nothing")
    return len(file["blocks"])


if __name__ == "__main__":
    entities = load("entities")
    for name, count in (
        ("genesis entities", check_genesis()),
        ("transactions", check_transactions(load("transactions"))),
        ("statements", check_statements()),
        ("own entry and what it leaves", check_own_entry()),
        ("lost key and what it leaves", check_later("key-lost")),
        ("revoked cards and what they leave", check_later("card-revoke")),
        ("erasure and what it leaves", check_erase()),
        ("receipts of an erasure", check_erase_receipts()),
        ("a new root and what it leaves", check_succession()),
        ("an exchange of records and what it leaves", check_exchange()),
        ("a recording and what it leaves", check_recording_anchor()),
        ("a consult's receipt and what counts", check_consult_receipt()),
        ("entities", check_entities(entities["entities"], entities["appHash"])),
        ("map roots and proofs", check_map()),
        ("blocks", check_chain()),
    ):
        print(f"{name}: {count} hold")
