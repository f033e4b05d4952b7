/**
 * Medical concepts under all of their names, Chinese and English, long and short: 心梗, 心肌梗死, MI and heart attack are
 * one. A document is indexed under the concepts that it names, so that a query finds it in either language, and under
 * whichever name. The names are this project's (conceptTable/) and those of its list of diagnoses.
 */
import { DIAGNOSES } from '../../records/terminology/diagnoses.ts';
import { CONCEPT_ROWS } from './conceptTable/rows.ts';
import { fold } from './fold.ts';
import { cut, type Tokens } from './tokenize.ts';

/** A concept where a text names it. */
export interface Mention {
  readonly concept: number;
  /** Of the first token of the name, and of the one after its last. */
  readonly from: number;
  readonly to: number;
}

interface Name {
  readonly tokens: readonly string[];
  readonly concept: number;
  /** An abbreviation that would otherwise be found in words: "MS", "ALL", "AIDS". */
  readonly isCapital: boolean;
}

/** Capital letters of at most so many are no name when written small in a text. */
const LONGEST_CAPITALS = 4;
const NONE: readonly Name[] = [];
/** "Acute" is in so many names that it says nothing. */
const MOST_RELATED = 12;
const VERSIONS = 1_000_000;
/** Marks a token of the index as a concept: the tokenizer never makes one that begins with it. */
const MARK = '\u01c2';
/** Abbreviations that are words too: written small they are the word, also in a query. */
const WORDS = new Set(
  'aids all arms as be cap cat cup dic ed fish gist had hit hus ida it its lam map mac me mia no or os pad pan pat pet pots pro ra rest san she so star stemi tia tics tip to us was who'.split(
    ' ',
  ),
);

/** Concepts and their names. */
export class Concepts {
  readonly #byFirst = new Map<string, Name[]>();
  readonly #byCode = new Map<string, number>();
  readonly #byName = new Map<string, number>();
  readonly #byToken = new Map<string, Set<number>>();
  readonly #names: string[][] = [];
  #version = 0;

  /** @param rows "code|Chinese names|English names", names apart by ";"; the code may be empty */
  constructor(rows: readonly string[]) {
    for (const row of rows) {
      this.#addRow(row);
      for (let at = 0; at < row.length; at += 1) {
        this.#version = (this.#version * 31 + row.charCodeAt(at)) % VERSIONS;
      }
    }
    for (const names of this.#byFirst.values()) {
      names.sort((left, right) => right.tokens.length - left.tokens.length);
    }
  }

  /** How the index writes a concept. */
  token(concept: number): string {
    return `${MARK}${concept.toString(36)}`;
  }

  /** The token of an ICD-10 code, which is found at any depth: I21.9 also as I21. */
  codeTokens(code: string): readonly string[] {
    const plain = code.trim().toLowerCase();
    if (!/^[a-z]\d{2}(?:\.[\dx.]{0,8})?$/u.test(plain)) return [];
    const category = plain.slice(0, 3);
    const tokens = plain === category ? [category] : [category, plain];
    const concepts = tokens.flatMap((token) => this.#byCode.get(token) ?? []);
    return [
      ...tokens.map((token) => `${MARK}${MARK}${token}`),
      ...concepts.map((concept) => this.token(concept)),
    ];
  }

  /** Concepts with this token somewhere in a name; none for a token that too many have. */
  relatedTo(token: string): readonly number[] {
    const related = this.#byToken.get(token);
    return related === undefined || related.size > MOST_RELATED ? [] : [...related];
  }

  /** Names, folded or not, that begin with a folded text. */
  namesBeginning(key: string): readonly { readonly concept: number; readonly name: string }[] {
    const found: { readonly concept: number; readonly name: string }[] = [];
    for (const [folded, concept] of this.#byName) {
      if (!folded.startsWith(key)) continue;
      const name = this.namesOf(concept).find((each) => fold(each).text === folded);
      if (name !== undefined) found.push({ concept, name });
    }
    return found;
  }

  namesOf(concept: number): readonly string[] {
    return this.#names[concept] ?? [];
  }

  /** Differs between two tables of concepts (but for one in a million pairs): an index is of one of them. */
  get version(): number {
    return this.#version;
  }

  /**
   * All names in a text, also those within longer ones: an acute myocardial infarction is a myocardial infarction.
   * @param isTyped a query: abbreviations may be written small in one that has no capitals at all
   */
  mentions({ ends, folded, starts, texts }: Tokens, isTyped = false): readonly Mention[] {
    const found: Mention[] = [];
    const isSmall = isTyped && !hasCapitals(folded);
    for (let from = 0; from < texts.length; from += 1) {
      let last = -1;
      for (const name of this.#byFirst.get(texts[from] ?? '') ?? NONE) {
        if (name.concept === last || !isAt(name, texts, from)) continue;
        if (name.isCapital && !isCapitalAt(from, name)) continue;
        found.push({ concept: name.concept, from, to: from + name.tokens.length });
        last = name.concept;
      }
    }
    return found;

    function isCapitalAt(from: number, name: Name): boolean {
      if (isSmall) return !WORDS.has(name.tokens.join(''));
      const start = starts[from] ?? 0;
      const last = (ends[from + name.tokens.length - 1] ?? start + 1) - 1;
      return folded.isCapital(start) && (folded.isCapital(last) || /[^a-z]/u.test(folded.text.charAt(last)));
    }
  }

  #addRow(row: string): void {
    const [codes = '', zh = '', en = ''] = row.split('|');
    const zhNames = split(zh);
    const names = [...zhNames, ...split(en)];
    const keys = names.map((name) => fold(name).text);
    // By the names that are its own: an abbreviation may mean several things.
    const own = [keys[0], keys[zhNames.length]];
    const known = own.map((key) => this.#byName.get(key ?? '')).find((concept) => concept !== undefined);
    const concept = known ?? this.#names.length;
    if (known === undefined) this.#names.push([]);
    for (const [index, name] of names.entries()) {
      const key = keys[index] ?? '';
      if (this.#byName.has(key)) continue;
      this.#byName.set(key, concept);
      this.#names[concept]?.push(name);
      for (const variant of spellings(name)) this.#addName(variant, concept);
    }
    for (const code of codes.split(' ').filter((each) => each !== '')) {
      if (!this.#byCode.has(code.toLowerCase())) this.#byCode.set(code.toLowerCase(), concept);
    }
  }

  #addName(name: string, concept: number): void {
    const tokens = cut(name).texts;
    const [first] = tokens;
    if (first === undefined || /^\p{Script=Han}$/u.test(first)) return;
    const isCapital =
      /^[A-Z][A-Za-z]*$/u.test(name) && name.length <= LONGEST_CAPITALS && name === name.toUpperCase();
    const entry: Name = { tokens, concept, isCapital };
    for (const token of tokens) {
      const related = this.#byToken.get(token);
      if (related === undefined) this.#byToken.set(token, new Set([concept]));
      else related.add(concept);
    }
    const others = this.#byFirst.get(first);
    if (others === undefined) this.#byFirst.set(first, [entry]);
    else others.push(entry);
  }
}

let built: Concepts | null = null;

/** The program's own concepts, prepared at the first use. */
export function medicalConcepts(): Concepts {
  built ??= new Concepts([
    ...CONCEPT_ROWS,
    ...DIAGNOSES.map(({ code, en, synonyms, zh }) => {
      const han = synonyms.filter((name) => /\p{Script=Han}/u.test(name));
      const latin = synonyms.filter((name) => !/\p{Script=Han}/u.test(name) && name.length > 1);
      return `${code}|${[zh, ...han].join(';')}|${[en, ...latin].join(';')}`;
    }),
  ]);
  return built;
}

function split(names: string): readonly string[] {
  return names
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** With its hyphens, and with a blank in place of each: texts have both. */
function spellings(name: string): readonly string[] {
  return name.includes('-') ? [name, name.replaceAll('-', ' '), name.replaceAll('-', '')] : [name];
}

function isAt({ tokens }: Name, texts: readonly string[], from: number): boolean {
  for (let index = 1; index < tokens.length; index += 1) {
    if (texts[from + index] !== tokens[index]) return false;
  }
  return true;
}

function hasCapitals(folded: Tokens['folded']): boolean {
  for (let at = 0; at < folded.text.length; at += 1) if (folded.isCapital(at)) return true;
  return false;
}
