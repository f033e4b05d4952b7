import type { DeskDialogue } from '../../../../replica/desk/dialogues.ts';
import type { DialoguePorts } from '../ports.ts';

/** Whose files: one dialogue. */
export type LineOf = Pick<DeskDialogue, 'request' | 'peer' | 'institution'>;

/** What both directions of all dialogues have in common while files are under way; see transfers.ts. */
export interface TransferWork {
  readonly ports: DialoguePorts;
  /** False once the desk may not be touched any more. */
  readonly isOn: () => boolean;
  /** Goes on beside everything else; what fails is logged. */
  readonly run: (work: Promise<void>) => void;
  /** Something came further: screens hear of it in a moment. */
  readonly moved: () => void;
  /** Something was said that is to be sent, and screens may ask again. */
  readonly said: () => void;
  /** A node is to be asked again, later. */
  readonly again: () => void;
  /** Looks into the desk again. */
  readonly refresh: () => void;
}
