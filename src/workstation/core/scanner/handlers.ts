/** The part of the request table about the scanner's folder. */
import type { scannerApi } from '../../api/scanner.ts';
import { addAttachment } from '../attachments/draft.ts';
import type { HandlersOf } from '../context.ts';
import type { VisitWork } from '../visits/work.ts';
import { folderName, folderOf, listScanned, readScanned, useFolder } from './folder.ts';
import { deleteScanned, noteTaken } from './taken.ts';

export function scannerHandlers(work: VisitWork): HandlersOf<keyof typeof scannerApi> {
  return {
    'scanner/folder': async () => {
      const folder = folderOf(work);
      return { name: folder === null ? null : folderName(folder) };
    },
    'scanner/use': async ({ folder }) => {
      useFolder(work, folder);
      return {};
    },
    'scanner/list': async () => [...listScanned(work)],
    'scanner/read': async ({ name }) => ({ bytes: readScanned(work, name).bytes }),
    'scanner/take': ({ name, visit }) =>
      work.inTurn(visit, async () => {
        const { bytes, file } = readScanned(work, name);
        const answer = await addAttachment(work, { visit, name, bytes });
        noteTaken(work, { visit, attachment: answer.added.id, file });
        return answer;
      }),
    'scanner/delete': async ({ name }) => {
      deleteScanned(work, name);
      return {};
    },
  };
}
