/**
 * The recogniser over the gold texts (made for this project): more than 300 a language. The floors are what is promised;
 * `npm run deid-score` prints the figures.
 */
import { describe, expect, it } from 'vitest';
import { clinicalTerms, goldTexts } from './gold/gold.ts';
import { keptTerms, scoreOf, type Score } from './gold/score.ts';

/** Checksums and shapes decide them, or a label does. */
const PATTERNED = [
  'national-id',
  'phone',
  'email',
  'url',
  'ip-address',
  'bank-card',
  'record-number',
  'vehicle',
  'passport',
  'organisation-code',
  'licence-number',
  'insurance-number',
  'device',
  'account',
  'postcode',
  'age',
];

function share(score: Score, type: string): number {
  const counts = score.classes.find((each) => each.type === type);
  return counts === undefined || counts.gold === 0 ? 1 : counts.covered / counts.gold;
}

describe.each(['zh', 'en'] as const)('over the texts in %s', (language) => {
  const texts = (['tuning', 'hard', 'heldout'] as const).flatMap((part) => goldTexts(language, part));
  const score = scoreOf(texts, language);

  it('there are enough of them', () =>
    expect(texts.length).toBeGreaterThanOrEqual(language === 'zh' ? 400 : 300));

  it('every identifier with a checksum or a pattern is found', () => {
    expect(PATTERNED.filter((type) => share(score, type) < 1)).toEqual([]);
  });

  it('names are fully covered, and so are characters of all identifiers', () => {
    expect(share(score, 'name')).toBeGreaterThanOrEqual(0.98);
    expect(score.characters.covered / score.characters.gold).toBeGreaterThanOrEqual(0.985);
  });

  it('what is found is marked', () =>
    expect(score.spans.right / score.spans.found).toBeGreaterThanOrEqual(0.95));

  it('clinical terms stay', () => {
    const { all, kept } = keptTerms(clinicalTerms(language), language);
    expect(kept / all).toBeGreaterThanOrEqual(0.995);
  });
});
