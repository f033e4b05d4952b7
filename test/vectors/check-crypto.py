"""Reads test/vectors/crypto/*.json from ARCHITECTURE.md's formulas alone, with none of the project's code.

python3 -m venv venv && venv/bin/pip install pynacl cbor2 && venv/bin/python test/vectors/check-crypto.py
"""
import hashlib
import json
import math
import pathlib

import cbor2
import nacl.bindings as sodium
import nacl.pwhash.argon2id as argon2id

FOLDER = pathlib.Path(__file__).parent / "crypto"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def b2(key, *parts):
    return hashlib.blake2b(b"".join(parts), key=key, digest_size=32).digest()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def tag(label):
    return label.encode() + b"\0"


def u32(number):
    return number.to_bytes(4, "big")


def ed_public(seed):
    return sodium.crypto_sign_seed_keypair(seed)[0]


def verify(signature, message, key):
    sodium.crypto_sign_open(signature + message, key)


def base45(text):
    out = b""
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        value = sum(ALPHABET.index(c) * 45**place for place, c in enumerate(group))
        out += value.to_bytes(len(group) - 1, "big")
    return out


def open_aead(key, nonce, sealed, associated):
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)


def padme(length):
    exponent = math.floor(math.log2(length))
    step = 1 << (exponent - (math.floor(math.log2(exponent)) + 1))
    return -(-length // step) * step


def patient_keys():
    file = load("patient-keys")
    seed = bytes.fromhex(file["seed"])
    derive = lambda label, i: b2(seed, f"consilium/{label}/v1".encode(), u32(i))
    assert ed_public(derive("root", 0)).hex() == file["root"]
    views = {4096: derive("view", 0)}
    for i in range(4096, 0, -1):
        views[i - 1] = b2(views[i], b"consilium/view/v1")
    for epoch in file["epochs"]:
        i = epoch["epoch"]
        binder_key = b2(views[i], b"consilium/binder/v1")
        assert views[i].hex() == epoch["viewKey"]
        assert ed_public(b2(views[i], b"consilium/epoch/v1")).hex() == epoch["epochKey"]
        sealing = sodium.crypto_box_seed_keypair(b2(views[i], b"consilium/sealing/v1"))
        assert [part.hex() for part in sealing] == [epoch["sealingKey"], epoch["sealingSecret"]]
        assert binder_key.hex() == epoch["binderKey"]
        assert b2(binder_key, u32(i), bytes.fromhex(file["root"])).hex() == epoch["binder"]
        assert derive("consent", i).hex() == epoch["consentSeed"]
        assert ed_public(derive("consent", i)).hex() == epoch["consentKey"]
    return views


def cards(views):
    file = load("card")
    for card in file["cards"]:
        i, raw = card["epoch"], bytes.fromhex(card["card"])
        certificate = raw[4:194]
        consent = b2(bytes.fromhex(file["seed"]), b"consilium/consent/v1", u32(i))
        next_sealing = sodium.crypto_box_seed_keypair(b2(views[i + 1], b"consilium/sealing/v1"))[0]
        root = raw[226:258]
        expected = b"".join([
            b"\1", bytes.fromhex(file["network"]), ed_public(b2(views[i], b"consilium/epoch/v1")), ed_public(consent),
            next_sealing, b2(b2(views[i], b"consilium/binder/v1"), u32(i), root), bytes.fromhex(file["issuer"]),
            u32(file["cardKeyVersion"]), b"\1", file["notAfter"].to_bytes(8, "big"),
        ])
        assert len(raw) == 386 and raw[:4] == u32(i) and certificate == expected and raw[194:226] == views[i]
        assert len(card["text"]) == 583 and card["text"][:4] == "CC1:" and base45(card["text"][4:]) == raw
        verify(raw[258:322], tag("consilium/certificate/v1") + sha(certificate), bytes.fromhex(file["cardKey"]))
        verify(raw[322:386], tag("consilium/certificate/root/v1") + sha(certificate), root)


def sealed():
    file = load("sealed")
    contents = [bytes.fromhex(file["consentSeed"] + file["nextCard"]), bytes.fromhex(file["nextCard"])]
    for number, (item, content) in enumerate(zip(file["items"], contents), start=1):
        raw = base45(item["text"][4:])
        item_id = raw[2:18]
        pin_key = argon2id.kdf(32, file["pin"].encode(), item_id, argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE)
        key = b2(pin_key, tag("consilium/sealed/v1"), bytes.fromhex(item["pepper"]))
        assert item["text"][:4] == ["CS1:", "CE1:"][number - 1]
        assert raw[0] == 1 and raw[1] == number and item_id.hex() == item["itemId"] and raw[18:34].hex() == file["home"]
        assert raw[34:38] == u32([1, 2][number - 1])
        assert b2(pin_key, item_id).hex() == item["tag"]
        assert open_aead(key, raw[38:62], raw[62:], tag("consilium/sealed/v1") + raw[:38]) == content


def master_cards():
    file = load("master-card")
    for card, words in zip(file["cards"], [file["cards"][0]["passphrase"], " ".join(file["cards"][1]["passphrase"])]):
        raw = base45(card["text"][4:])
        key = argon2id.kdf(32, words.encode(), raw[1:17], argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
        content = open_aead(key, raw[17:41], raw[41:], tag("consilium/master/v1") + raw[:17])
        assert card["text"][:4] == "CM1:" and content.hex() == file["seed"] + file["network"] + file["home"]


def data_and_blobs():
    file = load("statement-data")
    hashes = []
    for part in ["identity", "clinical"]:
        salt, content = bytes.fromhex(file[part]["salt"]), bytes.fromhex(file[part]["bytes"])
        hashes.append(sha(f"consilium/part/{part}/v1".encode(), salt, content))
        assert hashes[-1].hex() == file[part]["hash"]
    data = sha(b"consilium/data/v1", *hashes)
    assert data.hex() == file["dataHash"] and sha(b"\0", data).hex() == file["importOfOne"]
    file = load("blob")
    for number, blob in enumerate(file["blobs"], start=1):
        raw = bytes.fromhex(blob["blob"])
        plain = open_aead(bytes.fromhex(file["key"]), raw[:24], raw[24:], tag("consilium/blob/v1") + bytes([number]))
        content = u32(100) + bytes.fromhex(file["salt"]) + bytes.fromhex(file["bytes"])
        assert plain == content.ljust(padme(len(content)), b"\0")
        assert sha(raw).hex() == blob["id"] and len(raw) == blob["size"]


def envelope():
    file = load("envelope")
    value = cbor2.loads(bytes.fromhex(file["envelope"]))
    assert cbor2.dumps(value, canonical=True).hex() == file["envelope"] and value["suite"] == 1
    committed = cbor2.dumps([value["leaves"], value["patientRows"]], canonical=True)
    assert sha(tag("consilium/envelope/v1"), value["salt"], sha(committed)).hex() == file["commitment"]
    secrets = [file["patientSecret"], file["patientSecret"], file["staffSecret"], file["staffSecret"]]
    rows = [*zip(value["patientRows"], [1, 2]), *[(row["row"], row["part"]) for row in value["rows"]]]
    for (row, part), secret in zip(rows, map(bytes.fromhex, secrets)):
        plain = sodium.crypto_box_seal_open(row, sodium.crypto_scalarmult_base(secret), secret)
        assert plain == b"\1" + value["statement"] + u32(0) + bytes([part]) + bytes.fromhex(file["partKey"])


def staff():
    file = load("staff-keys")
    root = bytes.fromhex(file["rootSecret"])
    for keys in file["versions"]:
        version = u32(keys["version"])
        assert ed_public(b2(root, b"consilium/staff/sign/v1", version)).hex() == keys["sign"]
        assert sodium.crypto_box_seed_keypair(b2(root, b"consilium/staff/seal/v1", version))[0].hex() == keys["seal"]
    enrolment = load("enrolment")
    assert b2(root, b"consilium/staff/desk/v1").hex() == enrolment["deskKey"]
    assert enrolment["text"].startswith("CN1:")
    content, signature = cbor2.loads(base45(enrolment["text"][4:]))
    signed = tag("consilium/enrolment/v1") + content
    verify(signature, signed, bytes.fromhex(file["versions"][0]["sign"]))
    fields = cbor2.loads(content)
    assert cbor2.dumps(fields, canonical=True) == content
    assert fields["sign"].hex() == file["versions"][0]["sign"] and fields["seal"].hex() == file["versions"][0]["seal"]
    assert sha(signed)[:10].hex() == enrolment["fingerprint"].replace(" ", "")
    node = ed_public(bytes.fromhex(load("login")["nodeKeySeed"]))
    login = load("login")
    rest = bytes.fromhex(login["network"]) + node + bytes.fromhex(login["nonce"])
    assert bytes.fromhex(login["login"]["message"]) == tag("consilium/login/v1") + rest
    assert bytes.fromhex(login["patient"]["message"]) == tag("consilium/patient/v1") + rest
    verify(bytes.fromhex(login["login"]["signature"]), tag("consilium/login/v1") + rest, bytes.fromhex(file["versions"][0]["sign"]))
    status = [ "consilium-1", 42, bytes(range(0x77, 0x97)), 1_800_000_000_000, bytes(range(0x55, 0x75))]
    message = tag("consilium/status/v1") + bytes.fromhex(login["network"]) + sha(cbor2.dumps(status, canonical=True))
    assert bytes.fromhex(login["status"]["message"]) == message
    verify(bytes.fromhex(login["status"]["signature"]), message, node)


if __name__ == "__main__":
    cards(patient_keys())
    for check in [sealed, master_cards, data_and_blobs, envelope, staff]:
        check()
    print("all vectors agree with ARCHITECTURE.md")
