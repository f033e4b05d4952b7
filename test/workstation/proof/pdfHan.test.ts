import { describe, expect, it } from 'vitest';
import { namedMap } from '../../../src/workstation/proof/pdfHan.ts';
import { cssText, PAGE, PAGES, paperStyles } from '../../../renderer/screens/print/paperStyles.ts';

const map = (body: string): string => `/CIDInit /ProcSet findresource begin\n${body}\nendcmap`;

describe('the ToUnicode map of a printed font', () => {
  it('names a glyph by the character, where Chromium named the radical that looks like it', () => {
    const chars = map('3 beginbfchar\n<2A> <2ED3>\n<0F2B> <2F25>\n<0F2C> <533B>\nendbfchar');
    expect(namedMap(chars)).toBe(map('3 beginbfchar\n<2A> <957F>\n<0F2B> <5973>\n<0F2C> <533B>\nendbfchar'));
  });

  it('names each glyph of a range that has a radical in it, and leaves other ranges', () => {
    const ranges = map('2 beginbfrange\n<0010> <0012> <2ED2>\n<0020> <0022> <0041>\nendbfrange');
    expect(namedMap(ranges)).toBe(
      map('2 beginbfrange\n<0010> <0012> [<9578> <957F> <95E8>]\n<0020> <0022> <0041>\nendbfrange'),
    );
  });

  it('is left alone outside of what it maps', () => {
    const space = map('1 begincodespacerange\n<2ED3> <2ED3>\nendcodespacerange');
    expect(namedMap(space)).toBe(space);
  });
});

describe('the foot of a page', () => {
  it('takes any name as text, and counts the pages', () => {
    expect(cssText('a"b\\c\nd')).toBe('"a\\22 b\\5c c\\a d"');
    const styles = paperStyles({
      lines: ['"; } body { color: red'],
      page: `${PAGE}/${PAGES}`,
      picture: null,
    });
    expect(styles['@page']['@bottom-left'].content).toBe(
      '"\\22 ; } body { color: red\\a " counter(page) "/" counter(pages) ""',
    );
  });
});
