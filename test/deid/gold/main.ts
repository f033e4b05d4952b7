/** `npm run deid-score [-- --all] [-- --neural]`: recall a class, characters, precision and kept terms over the gold texts, by part. */
import type { EntityLookup } from '../../../src/deid/recognise.ts';
import type { Span } from '../../../src/deid/spans.ts';
import { sourcePlace } from '../../../src/workstation/recogniser/place.ts';
import { openRecogniser } from '../../../src/workstation/recogniser/recogniser.ts';
import { clinicalTerms, goldTexts, type GoldPart, type GoldText } from './gold.ts';
import { keptTerms, scoreOf, type Score } from './score.ts';

const PARTS: readonly GoldPart[] = ['tuning', 'hard', 'heldout'];
const wanted = process.argv.slice(2);

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((part / whole) * 100).toFixed(2)} %`;
}

function print(
  title: string,
  { characters, classes, missed, spans, texts, wrong }: Score,
  isShown: boolean,
): void {
  const all = classes.reduce((sum, { gold }) => sum + gold, 0);
  const covered = classes.reduce((sum, { covered: each }) => sum + each, 0);
  console.log(`\n${title}: ${String(texts)} texts, ${String(all)} identifiers`);
  for (const { covered: each, gold, type } of classes)
    console.log(
      `  ${type.padEnd(18)} ${String(each).padStart(5)} / ${String(gold).padEnd(5)} ${percent(each, gold)}`,
    );
  console.log(
    `  fully covered ${percent(covered, all)}, characters ${percent(characters.covered, characters.gold)}, precision ${percent(spans.right, spans.found)}`,
  );
  if (!isShown) return;
  for (const line of missed.slice(0, 60)) console.log(`  - ${line}`);
  for (const line of wrong.slice(0, 60)) console.log(`  + ${line}`);
}

const recogniser = wanted.includes('--neural') ? openRecogniser(sourcePlace()) : null;
if (wanted.includes('--neural') && recogniser === null) console.log('the neural recogniser is not set up');

/** What the network finds in each text; nothing without it. */
async function lookupOf(texts: readonly GoldText[]): Promise<EntityLookup> {
  const found = new Map<string, readonly Span[]>();
  for (const { text } of texts) found.set(text, (await recogniser?.entitiesIn(text)) ?? []);
  return (text) => found.get(text) ?? [];
}

for (const language of ['zh', 'en'] as const) {
  for (const part of PARTS) {
    const texts = goldTexts(language, part);
    const isShown = part !== 'heldout' && wanted.includes('--all');
    print(`${language} ${part}`, scoreOf(texts, language, await lookupOf(texts)), isShown);
  }
  const { all, kept, lost } = keptTerms(clinicalTerms(language), language);
  console.log(`\n${language} clinical terms kept: ${String(kept)} of ${String(all)} (${percent(kept, all)})`);
  if (wanted.includes('--all')) for (const line of lost) console.log(`  + ${line}`);
}
await recogniser?.close();
