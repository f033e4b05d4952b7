interface QrPictureProps {
  readonly png: Uint8Array;
  readonly label: string;
  readonly size: number;
}

/** A QR code that came from the core as PNG bytes; on white, so that it can be scanned off a dark screen too. */
export function QrPicture({ png, label, size }: QrPictureProps) {
  return (
    <img
      src={pngUrl(png)}
      alt={label}
      width={size}
      height={size}
      style={{ imageRendering: 'pixelated', background: '#fff', flexShrink: 0 }}
    />
  );
}

/** A picture as an address of itself. */
export function pngUrl(png: Uint8Array): string {
  return `data:image/png;base64,${base64(png)}`;
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
