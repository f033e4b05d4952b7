/** What every screen must be, whatever it shows: accessible in light and dark, inside the window, in one language. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Those of them that look at colours: what else they find of one page is the same in light and dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Latin words that Chinese screens have too: names of formats, keys, units, and this program's own. */
const ALLOWED = new Set(
  `consilium english fhir ndjson json hl adt pdf pin ctrl shift alt enter esc tab hash ok
   mmhg min mmol mol mg kg cm ml ug kb mb gb tb bp st cta ldl v`.split(/\s+/u),
);

/** Everything that is wrong with what is on screen now. Colours are waited for: axe must not read them half-way. */
export async function screenFaults(
  page: Page,
  of: { readonly screen: string; readonly language: 'en' | 'zh-CN' },
): Promise<string[]> {
  const faults: string[] = [];
  let examined: string | null = null;
  for (const scheme of ['light', 'dark'] as const) {
    await show(page, scheme);
    const content = await contentOf(page);
    const rules = content === examined ? COLOUR_RULES : null;
    examined = content;
    for (const violation of await violations(page, rules))
      faults.push(`${of.screen}, ${scheme}: ${violation}`);
  }
  for (const what of [...(await wide(page)), ...(await words(page, of.language))])
    faults.push(`${of.screen}: ${what}`);
  return faults;
}

/** Changes over to light or dark; colours that would fade over are there at once. */
async function show(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.waitForFunction((wanted) => {
    const running = document.getAnimations().filter(({ playState }) => playState === 'running');
    for (const animation of running) if (animation instanceof CSSTransition) animation.finish();
    return running.length === 0 && document.documentElement.dataset['colorScheme'] === wanted;
  }, scheme);
}

/** All elements with their attributes and places: whatever axe looks at that is no colour. */
async function contentOf(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const places = [...document.body.querySelectorAll('*')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].join(' ');
    });
    return `${document.body.outerHTML}\n${places.join('\n')}`;
  });
}

/** What axe finds by these rules; by all of {@link TAGS} when null. */
async function violations(page: Page, rules: readonly string[] | null): Promise<readonly string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  // Its half a megabyte is read once for each page, not for each screen.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true);
  const found = await (rules === null ? axe.withTags(TAGS) : axe.withRules([...rules])).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

async function wide(page: Page): Promise<readonly string[]> {
  const { inner, scrolled } = await page.evaluate(() => ({
    inner: innerWidth,
    scrolled: document.documentElement.scrollWidth,
  }));
  return scrolled > inner ? [`${String(scrolled)} pixels wide in ${String(inner)}`] : [];
}

/** Keys that stand there instead of their texts, and Latin words among Chinese. */
async function words(page: Page, language: 'en' | 'zh-CN'): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const within = node.parentElement;
      // Codes, and what a doctor wrote: clinical content keeps its own language.
      if (within?.closest('script, style, textarea, code, kbd, article, [lang="en"]') === null)
        found.push(node.textContent ?? '');
    }
    return found;
  });
  const keys = texts.filter((text) => /^[a-z]\w+(?:\.[\w-]+)+$/u.test(text.trim()));
  const latin = language === 'en' ? [] : texts.filter((text) => latinWords(text).length > 0);
  return [...keys, ...latin].map((text) => `text: ${text.trim()}`);
}

function latinWords(text: string): readonly string[] {
  return (text.match(/[A-Za-z]{2,}/gu) ?? []).filter((word) => !ALLOWED.has(word.toLowerCase()));
}
