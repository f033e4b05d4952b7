"""Makes test/vectors/dicom: made-up images in the transfer syntaxes, and the pixels that the reference decoders give.

    pip install pydicom==3.0.2 numpy pylibjpeg pylibjpeg-libjpeg pylibjpeg-openjpeg pyjpegls python-gdcm
    apt-get install dcmtk
    python test/vectors/make-dicom.py

pixels.json: SHA-256 of `pixel_array` (little endian) of each file. JPEG Extended of 12 bits is decoded by dcmtk's dcmdjpeg
first: it is the reference that its IJG decoder belongs to, and others differ by one (ISO/IEC 10918-2 allows it).
"""
import hashlib
import json
import pathlib
import subprocess
import sys

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    ExplicitVRLittleEndian, JPEG2000, JPEG2000Lossless, JPEGLSLossless, JPEGLSNearLossless, RLELossless,
)

OUT = pathlib.Path(__file__).parent / "dicom"
OUT.mkdir(exist_ok=True)
random = np.random.default_rng(5)


def waves(frames, rows, columns):
    y, x = np.indices((rows, columns))
    return np.stack([(np.sin(x / 9 + f) + np.cos(y / 7) + 2) / 4 for f in range(frames)])


def gray(bits, stored, signed, frames):
    low = -(1 << (stored - 1)) if signed else 0
    high = (1 << (stored - 1)) - 1 if signed else (1 << stored) - 1
    shape = waves(frames, 37, 43)
    noisy = shape * (high - low) + low + random.normal(0, (high - low) / 60, shape.shape)
    return np.clip(noisy, low, high).astype(f"{'i' if signed else 'u'}{bits // 8}")


def colour(frames):
    shape = waves(frames, 35, 45) * 240
    stacked = np.stack([shape, shape[:, ::-1], shape[:, :, ::-1]], -1)
    return np.clip(stacked + random.normal(0, 3, stacked.shape), 0, 255).astype("u1")


def save(name, array, bits, stored, signed, photometric, planar=0):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.SOPInstanceUID = ds.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    ds.PatientName = "Made^Up"
    ds.NumberOfFrames, ds.Rows, ds.Columns = array.shape[:3]
    ds.SamplesPerPixel = 3 if array.ndim == 4 else 1
    if ds.SamplesPerPixel == 3:
        ds.PlanarConfiguration = planar
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = bits, stored, stored - 1, int(signed)
    ds.PhotometricInterpretation = photometric
    if bits == 1:
        data = np.packbits(array.ravel(), bitorder="little").tobytes()
    else:
        data = (array.transpose(0, 3, 1, 2) if planar else array).tobytes()
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OW" if bits > 8 else "OB"
    ds.save_as(OUT / f"{name}.dcm", enforce_file_format=True)


def compressed(name, suffix, uid, **options):
    ds = pydicom.dcmread(OUT / f"{name}.dcm")
    ds.compress(uid, generate_instance_uid=False, **options)
    ds.save_as(OUT / f"{name}-{suffix}.dcm", enforce_file_format=True)


def converted(name, suffix, *command):
    subprocess.run([*command, OUT / f"{name}.dcm", OUT / f"{name}-{suffix}.dcm"], check=True)


def reference(path):
    if path.stem.endswith("-extended"):
        plain = "/tmp/consilium-reference.dcm"
        subprocess.run(["dcmdjpeg", path, plain], check=True)
        return pydicom.dcmread(plain).pixel_array
    return pydicom.dcmread(path).pixel_array


save("ct", gray(16, 12, True, 1), 16, 12, True, "MONOCHROME2")
save("cr", gray(16, 12, False, 1), 16, 12, False, "MONOCHROME1")
save("nm", gray(16, 16, False, 3), 16, 16, False, "MONOCHROME2")
save("us", colour(3), 8, 8, False, "RGB", planar=1)
save("sc", colour(1), 8, 8, False, "RGB")
save("ybr", colour(1), 8, 8, False, "YBR_FULL")
save("seg", random.integers(0, 2, (3, 13, 11)).astype("u1"), 1, 1, False, "MONOCHROME2")
for name in ("ct", "nm"):
    compressed(name, "rle", RLELossless, encoding_plugin="pydicom")
    compressed(name, "jls", JPEGLSLossless)
    compressed(name, "j2k", JPEG2000Lossless, encoding_plugin="pylibjpeg")
compressed("ct", "j2klossy", JPEG2000, encoding_plugin="pylibjpeg", j2k_cr=[4])
compressed("cr", "jlslossy", JPEGLSNearLossless, jls_error=2)
compressed("us", "jls", JPEGLSLossless)
for name in ("ct", "nm", "sc"):
    converted(name, "big", "dcmconv", "+tb")
    converted(name, "implicit", "dcmconv", "+ti")
    converted(name, "deflated", "dcmconv", "+td")
for selection in (1, 4, 6):
    converted("ct", f"lossless{selection}", "dcmcjpeg", "+el", "+sv", str(selection))
converted("nm", "losslesssv1", "dcmcjpeg", "+e1")
converted("cr", "extended", "dcmcjpeg", "+ee")
converted("sc", "baseline", "dcmcjpeg", "+eb", "+s2")
converted("sc", "baselinergb", "dcmcjpeg", "+eb", "+cr")

pixels = {}
for path in sorted(OUT.glob("*.dcm")):
    array = reference(path)
    pixels[path.name] = hashlib.sha256(array.astype(array.dtype.newbyteorder("<")).tobytes()).hexdigest()
(OUT / "pixels.json").write_text(json.dumps(pixels, indent=2) + "\n")
print(len(pixels), "files", file=sys.stderr)
