/** What a doctor decided of a text of a case, where they write on in it: what was taken out stays out. */
import { describe, expect, it } from 'vitest';
import { rewritten } from '../../renderer/screens/cases/publish/rewritten.ts';
import type { CaseDraftContent } from '../../src/workstation/api/caseDrafts.ts';

const TITLE = '教师李晓梅的咳嗽';

function content(parts: Partial<CaseDraftContent> = {}): CaseDraftContent {
  const texts = { title: TITLE, findings: TITLE } as CaseDraftContent['form']['texts'];
  const form = { texts } as CaseDraftContent['form'];
  return { form, marks: [], kept: [], agreed: [], dropped: [], ...parts };
}

function part(words: string, text = 'form.title') {
  const start = TITLE.indexOf(words);
  return { text, start, end: start + words.length };
}

/** What a doctor took out of the title, after it was written anew. */
function takenOut(value: string): readonly string[] {
  const { form, marks } = rewritten(content({ marks: [part('李晓梅')] }), 'title', value);
  return marks.map(({ end, start }) => form.texts.title.slice(start, end));
}

describe('a text of a case that its author writes on', () => {
  it.each([
    ['before', '退休教师李晓梅的咳嗽', '李晓梅'],
    ['behind', '教师李晓梅的咳嗽三天', '李晓梅'],
    ['right before', '教师某李晓梅的咳嗽', '李晓梅'],
    ['right behind', '教师李晓梅女士的咳嗽', '李晓梅'],
    ['within', '教师李某晓梅的咳嗽', '李某晓梅'],
    ['over the edge', '教李大晓梅的咳嗽', '李大晓梅'],
  ])('keeps out what was taken out of it: %s', (_, value, words) => {
    expect(takenOut(value)).toEqual([words]);
  });

  it('has nothing taken out any more where it is empty', () => {
    expect(takenOut('')).toEqual([]);
  });

  it('asks again about a doubt whose words were changed, and about no other', () => {
    const kept = [part('教师'), part('教师', 'form.findings'), part('教师', '0.0.1')];
    const later = rewritten(content({ kept, agreed: kept }), 'title', '老教师李晓梅的咳嗽');
    expect(later.kept).toEqual([{ text: 'form.title', start: 1, end: 3 }, ...kept.slice(1)]);
    expect(later.agreed).toEqual(later.kept);
    const changed = rewritten(content({ kept }), 'title', '教导师李晓梅的咳嗽');
    expect(changed.kept).toEqual(kept.slice(1));
  });
});
