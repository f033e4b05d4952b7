/** What was decided of a text lies at places in it, and goes along where its author writes on. */
import type { CaseDraftContent } from '../../../../src/workstation/api/caseDrafts.ts';

type Field = keyof CaseDraftContent['form']['texts'];
type Part = CaseDraftContent['marks'][number];

/** One piece of a text replaced by another: UTF-16 units of the old text, and by how much the rest moved. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

/**
 * The draft with a text of the form as it is written now. What was taken out of it stays out, together with what was
 * written into it; a doubt whose words were changed is asked again.
 */
export function rewritten(content: CaseDraftContent, field: Field, value: string): CaseDraftContent {
  const { form } = content;
  const edit = editOf(form.texts[field], value);
  const name = `form.${field}`;
  const within = (parts: readonly Part[], move: (part: Part, edit: Edit) => Part | null): Part[] =>
    parts.flatMap((part) => {
      const next = part.text === name ? move(part, edit) : part;
      return next === null ? [] : [next];
    });
  return {
    ...content,
    form: { ...form, texts: { ...form.texts, [field]: value } },
    marks: within(content.marks, (part, of) => moved(part, of) ?? widened(part, of)),
    kept: within(content.kept, moved),
    agreed: within(content.agreed, moved),
  };
}

function editOf(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { from, to: before.length - same, by: after.length - before.length };
}

/** Null where its own words were changed. */
function moved(part: Part, { by, from, to }: Edit): Part | null {
  if (part.end <= from) return part;
  return part.start >= to ? { ...part, start: part.start + by, end: part.end + by } : null;
}

function widened(part: Part, { by, from, to }: Edit): Part | null {
  const next = { ...part, start: Math.min(part.start, from), end: Math.max(part.end, to) + by };
  return next.end > next.start ? next : null;
}
