/**
 * Says which counts over cases may be told: none of fewer than five cases, and none from which, with all that was told
 * before, the count of fewer than five could be worked out by adding and subtracting.
 *
 * Invariants
 * 1. A told count is of five cases or more.
 * 2. No sum and difference of told counts is the count of one to four cases.
 * 3. The number of told counts is bounded: when it is reached nothing more is told.
 *
 * How the second is held. Cases that were always counted together are one *atom*; what was told is a set of linear
 * equations over the sizes of atoms. The count of a group of atoms follows from them exactly when the group's vector
 * is a combination of the equations', so exactly when it stands upright on every vector on which they all do. One such
 * vector, taken by chance but always the same, is enough to test: a group that follows always sums to zero on it. One
 * that does not may do so too, once in 2^52; it is then withheld without need, which harms nobody. Sums are modulo a
 * prime.
 */

/** Fewer are never told. */
export const FEWEST = 5;
const MOST_TOLD = 256;
/** Products of two numbers below it are exact. */
const PRIME = 67_108_859;
const CHECKS = 2;

export type GuardedCount = { readonly kind: 'count'; readonly count: number } | { readonly kind: 'withheld' };

const WITHHELD: GuardedCount = { kind: 'withheld' };

export class DisclosureGuard {
  readonly #told: (readonly string[])[] = [];
  /** The same, to be found again: what was told once may be told again. */
  readonly #known = new Set<string>();
  readonly #atomOf = new Map<string, number>();
  /** Cases of each atom. */
  readonly #sizes: number[] = [];
  /** Which atoms a told count has; 1 for each. */
  readonly #equations: number[][] = [];

  /** @param told what was told before, out of {@link told} */
  constructor(told: readonly (readonly string[])[] = []) {
    for (const ids of told) this.#keep(this.#vectorOf(ids), ids);
  }

  /** Plain data to be kept with the doctor's settings: without it a new guard knows nothing of what was told. */
  get told(): readonly (readonly string[])[] {
    return this.#told;
  }

  /** The count of these cases, each named once, or that it is withheld. What is told is remembered. */
  release(ids: readonly string[]): GuardedCount {
    if (this.#known.has(keyOf(ids))) return { kind: 'count', count: ids.length };
    if (ids.length < FEWEST || this.#told.length >= MOST_TOLD) return WITHHELD;
    const vector = this.#vectorOf(ids);
    if (this.#discloses([...this.#equations, vector])) return WITHHELD;
    this.#keep(vector, ids);
    return { kind: 'count', count: ids.length };
  }

  #keep(vector: number[], ids: readonly string[]): void {
    this.#equations.push(vector);
    this.#told.push([...ids]);
    this.#known.add(keyOf(ids));
  }

  /** Splits atoms so that the cases are whole atoms, and says which. */
  #vectorOf(ids: readonly string[]): number[] {
    const inside = new Map<number, string[]>();
    for (const id of ids) {
      const atom = this.#atomOf.get(id) ?? -1;
      const others = inside.get(atom);
      if (others === undefined) inside.set(atom, [id]);
      else others.push(id);
    }
    const atoms = [...inside].map(([atom, cases]) =>
      atom >= 0 && cases.length === this.#sizes[atom] ? atom : this.#split(atom, cases),
    );
    const vector = this.#sizes.map(() => 0);
    for (const atom of atoms) vector[atom] = 1;
    return vector;
  }

  #split(from: number, cases: readonly string[]): number {
    const atom = this.#sizes.push(cases.length) - 1;
    if (from >= 0) this.#sizes[from] = (this.#sizes[from] ?? 0) - cases.length;
    for (const equation of this.#equations) equation.push(from >= 0 ? (equation[from] ?? 0) : 0);
    for (const id of cases) this.#atomOf.set(id, atom);
    return atom;
  }

  /** Whether the count of one to four cases follows from these equations. */
  #discloses(equations: readonly (readonly number[])[]): boolean {
    const columns = this.#sizes.length;
    const reduced = reduce(equations, columns);
    const upright = Array.from({ length: CHECKS }, (_, check) => uprightVector(reduced, columns, check));
    const small = this.#sizes
      .map((size, atom) => ({ size, values: upright.map((vector) => vector[atom] ?? 0) }))
      .filter(({ size }) => size > 0 && size < FEWEST);
    return hasZeroSum(small);
  }
}

function keyOf(ids: readonly string[]): string {
  return ids.toSorted().join(' ');
}

interface Reduced {
  readonly rows: readonly (readonly number[])[];
  /** The column of each row's first 1, which no other row has. */
  readonly pivots: readonly number[];
}

/** Gauss and Jordan, modulo the prime. */
function reduce(equations: readonly (readonly number[])[], columns: number): Reduced {
  const rows = equations.map((equation) => [...equation]);
  const pivots: number[] = [];
  for (let column = 0; column < columns && pivots.length < rows.length; column += 1) {
    const at = rows.findIndex((row, index) => index >= pivots.length && (row[column] ?? 0) !== 0);
    if (at < 0) continue;
    const top = pivots.length;
    [rows[top], rows[at]] = [rows[at] ?? [], rows[top] ?? []];
    clear(rows, top, column);
    pivots.push(column);
  }
  return { rows: rows.slice(0, pivots.length), pivots };
}

/** Makes the row's value in the column 1, and those of all others 0. */
function clear(rows: number[][], top: number, column: number): void {
  const factor = inverse(rows[top]?.[column] ?? 0);
  const pivot = (rows[top] ?? []).map((value) => (value * factor) % PRIME);
  rows[top] = pivot;
  for (const [index, row] of rows.entries()) {
    const times = row[column] ?? 0;
    if (index === top || times === 0) continue;
    rows[index] = row.map((value, place) => (value + (PRIME - times) * (pivot[place] ?? 0)) % PRIME);
  }
}

/** A vector on which every row sums to zero: free places by chance, the others as they must be. */
function uprightVector({ pivots, rows }: Reduced, columns: number, check: number): readonly number[] {
  const vector = Array.from({ length: columns }, (_, column) => scattered(column * CHECKS + check + 1));
  for (const column of pivots) vector[column] = 0;
  const bound = pivots.map((_, index) => {
    const sum = (rows[index] ?? []).reduce(
      (total, value, place) => (total + value * (vector[place] ?? 0)) % PRIME,
      0,
    );
    return (PRIME - sum) % PRIME;
  });
  for (const [index, column] of pivots.entries()) vector[column] = bound[index] ?? 0;
  return vector;
}

interface Small {
  readonly size: number;
  readonly values: readonly number[];
}

/** Whether atoms of together one to four cases sum to zero. */
function hasZeroSum(small: readonly Small[]): boolean {
  // Sums of one or two atoms, by their value, since a group of three or four atoms is two disjoint ones of these.
  const sums: (Small & { readonly atoms: readonly number[] })[] = [];
  for (const [left, one] of small.entries()) {
    sums.push({ ...one, atoms: [left] });
    for (let right = left + 1; right < small.length; right += 1) {
      const other = small[right];
      if (other === undefined || one.size + other.size >= FEWEST) continue;
      const values = one.values.map((value, check) => (value + (other.values[check] ?? 0)) % PRIME);
      sums.push({ size: one.size + other.size, values, atoms: [left, right] });
    }
  }
  const byValue = Map.groupBy(sums, ({ values }) => values.join(' '));
  return sums.some((sum) => {
    if (sum.values.every((value) => value === 0)) return true;
    const opposite = sum.values.map((value) => (PRIME - value) % PRIME).join(' ');
    return (byValue.get(opposite) ?? []).some(
      (other) => sum.size + other.size < FEWEST && !other.atoms.some((atom) => sum.atoms.includes(atom)),
    );
  });
}

/** Numbers without a pattern that equations could meet, always the same ones. */
function scattered(place: number): number {
  let value = (place * 7_919 + 104_729) % PRIME;
  for (let round = 0; round < 4; round += 1) value = (value * 48_271 + 11) % PRIME;
  return value === 0 ? 1 : (value * ((place * place) % PRIME)) % PRIME || 1;
}

/** By Fermat: the power of two less than the prime. */
function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
