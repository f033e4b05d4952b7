/** What two doctors can put on the table: what either gave inside their dialogue, as far as it is here. Pure. */
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import { sameItem, type Item } from '../../../src/consult/sharedView/view.ts';
import { isOfImages, seriesOf, type Series } from '../../images/imageStack.ts';

export interface Offered {
  readonly item: Item;
  readonly title: string;
  /** Given by this doctor. */
  readonly mine: boolean;
  /** Of the message, by which its files are read. */
  readonly row: number;
  /** Null for a record. */
  readonly series: Series | null;
  /** Of a record: which on the ledger. */
  readonly statement: string | null;
}

/** The newest first. */
export function offeredOf(messages: readonly DialogueMessageView[]): readonly Offered[] {
  return messages.toReversed().flatMap(itemsOf);
}

export function offeredAs(offered: readonly Offered[], item: Item): Offered | null {
  return offered.find((one) => sameItem(one.item, item)) ?? null;
}

function itemsOf({ given, message, mine, row, text }: DialogueMessageView): readonly Offered[] {
  if (given === null) return [];
  const here = given.files.filter((file) => file.here);
  const common = { mine, row };
  if (given.kind === 'record') {
    const { statement } = given;
    if (statement === null || here.length === 0) return [];
    return [{ ...common, item: { is: 'record', message }, title: text, series: null, statement }];
  }
  return seriesOf(here).flatMap((series) => {
    const is = kindOf(series);
    // The same at both ends, whatever of a series is there yet.
    const file = Math.min(...series.attachments.map(({ id }) => id));
    if (is === null) return [];
    return [{ ...common, item: { is, message, file }, title: series.title, series, statement: null }];
  });
}

function kindOf(series: Series): 'images' | 'document' | null {
  if (isOfImages(series)) return 'images';
  const [first]: readonly (AttachmentView | undefined)[] = series.attachments;
  return first?.kind === 'pdf' ? 'document' : null;
}
