import { Button, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import { ask, saveFile } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface OriginalsProps {
  readonly visit: string;
  /** The files of one import. */
  readonly files: Chart['originals'];
}

/** The files that an imported record came in, to be saved byte by byte as they came. */
export function Originals({ visit, files }: OriginalsProps) {
  const { t } = useTranslation();
  const action = useAction();
  const save = ({ statement, leaf }: Chart['originals'][number]): void =>
    action.run(async () => {
      const { name, bytes } = await ask('visit/original', { visit, statement, leaf });
      await saveFile({ suggestedName: plainName(name), bytes, mimeType: 'application/octet-stream' });
    });
  return (
    <Stack component="section" aria-label={t('original.title')} spacing={0.5} sx={{ my: 1.5 }}>
      <Typography variant="h3">{t('original.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('original.explain')}
      </Typography>
      {files.map((file) => (
        <Stack
          key={`${file.statement}-${String(file.leaf)}`}
          direction="row"
          spacing={1}
          sx={{ alignItems: 'center' }}
        >
          <Typography component="code" sx={{ overflowWrap: 'anywhere' }}>
            {file.name}
          </Typography>
          <Button size="small" disabled={action.busy} onClick={() => save(file)}>
            {t('original.save')}
          </Button>
        </Stack>
      ))}
      <ErrorNote error={action.error} />
    </Stack>
  );
}

/** A name from elsewhere, without what no file here may have in its own. */
function plainName(name: string): string {
  const plain = name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_').slice(-200);
  return plain === '' ? 'original' : plain;
}
