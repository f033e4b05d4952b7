/** What stands around a sheet on paper: margins, and at the foot of every page whose it is, the page's number, a code. */
export interface Footer {
  /** One below the other. */
  readonly lines: readonly string[];
  /** The text of the page number; {@link PAGE} and {@link PAGES} stand for the numbers in it. */
  readonly page: string;
  /** A picture as data: URL, or null. */
  readonly picture: string | null;
}

/** Private-use characters: they occur in no text. */
export const PAGE = '\uE000';
export const PAGES = '\uE001';

/** Pixels of the picture for one of CSS: a QR code of 61 modules, 4 pixels each, is 26 mm wide on paper. */
const PICTURE_SCALE = 2.5;

const LINE = { borderTop: '0.5pt solid black', fontSize: '8pt', lineHeight: 1.4, color: 'black' } as const;

/** Global styles while a sheet is printed: the browser puts the footer into the margin of each page. */
export function paperStyles({ lines, page, picture }: Footer) {
  const text = cssText([...lines, page].join('\n'));
  const numbered = text.replace(PAGE, '" counter(page) "').replace(PAGES, '" counter(pages) "');
  const right = picture === null ? '""' : `image-set(url("${picture}") ${String(PICTURE_SCALE)}x)`;
  return {
    '@page': {
      size: 'A4',
      margin: picture === null ? '16mm 15mm 26mm' : '16mm 15mm 36mm',
      '@bottom-left': {
        ...LINE,
        content: numbered,
        whiteSpace: 'pre-wrap',
        verticalAlign: 'top',
        paddingTop: '2mm',
      },
      '@bottom-right': { ...LINE, content: right, verticalAlign: 'top', paddingTop: '1mm' },
    },
    '@media print': {
      '#root': { display: 'none' },
      'html, body': { background: 'white', colorScheme: 'light' },
    },
  } as const;
}

/** A string as CSS writes it (CSS Syntax 3, §4.3.5). */
export function cssText(text: string): string {
  const escaped = text.replaceAll(/["\\\n\f\r]/gu, (char) => `\\${char.charCodeAt(0).toString(16)} `);
  return `"${escaped}"`;
}
