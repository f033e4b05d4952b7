interface QrPictureProps {
  readonly png: Uint8Array;
  readonly label: string;
  readonly size: number;
}

/** A QR code that came from the core as PNG bytes; on white, so that it can be scanned off a dark screen too. */
export function QrPicture({ png, label, size }: QrPictureProps) {
  return (
    <img
      src={`data:image/png;base64,${base64(png)}`}
      alt={label}
      width={size}
      height={size}
      style={{ imageRendering: 'pixelated', background: '#fff', flexShrink: 0 }}
    />
  );
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
