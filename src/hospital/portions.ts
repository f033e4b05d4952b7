/** Asks for a long list in portions that a node takes; an empty list is asked for as well. */
export async function inPortions<T, R>(
  items: readonly T[],
  most: number,
  ask: (portion: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  for (let at = 0; at === 0 || at < items.length; at += most) {
    answers.push(...(await ask(items.slice(at, at + most))));
  }
  return answers;
}
