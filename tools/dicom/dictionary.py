"""Makes src/imaging/dictionary/elements.ts of pydicom's table of DICOM PS3.6 (facts of the standard; pydicom is MIT).

    pip install pydicom==3.0.2 && python tools/dicom/dictionary.py > src/imaging/dictionary/elements.ts
"""
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

rows = [f"{tag:08X} {vr.split(' ')[0]} {keyword}" for tag, (vr, _, _, _, keyword) in sorted(DicomDictionary.items()) if keyword]
repeating = [f"{mask.upper()} {vr.split(' ')[0]} {keyword}" for mask, (vr, _, _, _, keyword) in sorted(RepeatersDictionary.items()) if keyword]


def lines(entries):
    text = ""
    for entry in entries:
        if len(text) + len(entry) > 2000:
            yield text
            text = ""
        text += ("|" if text else "") + entry
    yield text


print("/**")
print(" * The data elements of DICOM PS3.6: `tag VR keyword`, parted by `|`. Made by tools/dicom/dictionary.py; where the")
print(" * standard leaves a choice of VR, the first stands here. An X in a tag stands for any digit (repeating groups).")
print(" */")
for name, entries in (("ELEMENTS", rows), ("REPEATING", repeating)):
    print(f"export const {name}: readonly string[] = [")
    for text in lines(entries):
        print(f"  '{text}',")
    print("];")
