import { flushSync } from 'react-dom';
import { pagePdf } from '../../client/core.ts';

/** Shows or takes away what is printed. */
type Show = (isShown: boolean) => void;

/** Prints what `show` puts on the page, and takes it away when the printer has it. */
export async function print(show: Show): Promise<void> {
  flushSync(() => show(true));
  const printed = new Promise<void>((resolve) => {
    window.addEventListener('afterprint', () => resolve(), { once: true });
  });
  window.print();
  await printed;
  show(false);
}

/** The same as a PDF. Errors: `print-failed`. */
export async function pdfOf(show: Show): Promise<Uint8Array<ArrayBuffer>> {
  flushSync(() => show(true));
  try {
    return await pagePdf();
  } finally {
    show(false);
  }
}
