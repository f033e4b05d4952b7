import {
  Alert,
  Button,
  Chip,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { JointView } from '../../../src/workstation/api/joint.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, saveFile } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ChooseFile } from '../../parts/ChooseFile.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { QrPicture } from '../../parts/QrPicture.tsx';

/** What lies before the officer: its text, what it says, and a code of it once they have signed. */
interface Shown {
  readonly text: string;
  readonly view: JointView;
  readonly qrPng: ResultOf<'joint/sign'>['qrPng'];
}

/** Another institution is let in: begun here, or signed here for an officer of another institution. */
export function JointSigning() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown | null>(null);
  const [entered, setEntered] = useState(false);
  const action = useAction();
  const run = (work: () => Promise<Shown | null>): void =>
    action.run(async () => {
      setEntered(false);
      setShown(await work());
    });
  const read = (whole: string): void =>
    run(async () => ({ text: whole, view: await ask('joint/read', { text: whole }), qrPng: null }));
  return (
    <Paper component="section" aria-label={t('joint.title')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('joint.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('joint.hint')}
      </Typography>
      <Begin
        disabled={action.busy}
        onFile={(application) => run(async () => handedOf(await ask('joint/begin', { application })))}
      />
      <CardInput label={t('joint.text')} value={text} onText={setText} onWhole={read} />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {entered && <Alert severity="success">{t('joint.entered')}</Alert>}
      {shown !== null && (
        <Decision
          shown={shown}
          busy={action.busy}
          onSign={() => run(async () => handedOf(await ask('joint/sign', { text: shown.text })))}
          onEnter={() =>
            run(async () => {
              await ask('joint/submit', { text: shown.text });
              setEntered(true);
              setText('');
              return null;
            })
          }
        />
      )}
    </Paper>
  );
}

function handedOf({ text, qrPng, ...view }: ResultOf<'joint/sign'>): Shown {
  return { text, qrPng, view };
}

interface BeginProps {
  readonly disabled: boolean;
  readonly onFile: (application: Uint8Array<ArrayBuffer>) => void;
}

function Begin({ disabled, onFile }: BeginProps) {
  const { t } = useTranslation();
  const read = (file: File | undefined): void =>
    void file?.arrayBuffer().then((bytes) => onFile(new Uint8Array(bytes)));
  return (
    <ChooseFile
      label={t('joint.begin')}
      accept=".json"
      sx={{ my: 1 }}
      variant="outlined"
      disabled={disabled}
      onFiles={([file]) => read(file)}
    >
      {t('joint.begin')}
    </ChooseFile>
  );
}

interface DecisionProps {
  readonly shown: Shown;
  readonly busy: boolean;
  readonly onSign: () => void;
  readonly onEnter: () => void;
}

function Decision({ shown, busy, onSign, onEnter }: DecisionProps) {
  const { t } = useTranslation();
  const { view } = shown;
  const complete = view.signers.every(({ signed }) => signed);
  return (
    <Stack spacing={1} sx={{ mt: 2 }}>
      <What view={view} />
      <Signers view={view} />
      {view.mine === 'not-asked' && <Alert severity="info">{t('joint.notAsked')}</Alert>}
      {view.mine === 'signed' && !complete && <HandOn shown={shown} />}
      <Stack direction="row" spacing={1}>
        {view.mine === 'to-sign' && (
          <Button variant="contained" disabled={busy} onClick={onSign}>
            {t('joint.sign')}
          </Button>
        )}
        {complete && (
          <Button variant="contained" disabled={busy} onClick={onEnter}>
            {t('joint.enter')}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

function What({ view }: { readonly view: JointView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const officers = view.officers.map((officer) => named(officer, language)).join(', ');
  const rows = [
    [t('account.institution'), named(view.institution, language)],
    [t('joint.address'), <code key="address">{view.address}</code>],
    [t('joint.officers'), t('joint.officersAre', { officers, threshold: view.threshold })],
    [t('joint.fingerprint'), <code key="fingerprint">{view.fingerprint}</code>],
    [t('joint.until'), dateTime(view.expires)],
  ] as const;
  return (
    <Table size="small" aria-label={t('joint.what')}>
      <TableBody>
        {rows.map(([label, value]) => (
          <TableRow key={label}>
            <TableCell component="th" scope="row" sx={{ color: 'text.secondary', width: 240 }}>
              {label}
            </TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{value}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Signers({ view }: { readonly view: JointView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table size="small" aria-label={t('joint.signers')}>
      <TableBody>
        {view.signers.map(({ name, institution, signed }) => (
          <TableRow key={`${name.zh} ${institution.zh}`}>
            <TableCell sx={{ width: 240 }}>{named(name, language)}</TableCell>
            <TableCell>{named(institution, language)}</TableCell>
            <TableCell align="right">
              <Chip
                size="small"
                color={signed ? 'success' : 'default'}
                label={t(signed ? 'joint.hasSigned' : 'joint.isAsked')}
              />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** For the next officer: as a code, a file, or text. */
function HandOn({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const action = useAction();
  const save = (): void =>
    action.run(async () => {
      const bytes = new TextEncoder().encode(shown.text);
      await saveFile({ suggestedName: 'institution.txt', bytes, mimeType: 'text/plain' });
    });
  return (
    <Stack direction="row" spacing={2}>
      {shown.qrPng !== null && <QrPicture png={shown.qrPng} label={t('joint.text')} size={320} />}
      <Stack spacing={1} sx={{ flexGrow: 1, minWidth: 0 }}>
        <Typography>{t('joint.handOn')}</Typography>
        <TextField
          label={t('joint.toHandOn')}
          value={shown.text}
          multiline
          maxRows={4}
          onFocus={(event) => event.target.select()}
          slotProps={{
            htmlInput: { readOnly: true, spellCheck: false, style: { fontFamily: 'monospace' } },
          }}
        />
        <Button sx={{ alignSelf: 'flex-start' }} disabled={action.busy} onClick={save}>
          {t('joint.save')}
        </Button>
        <ErrorNote error={action.error} />
      </Stack>
    </Stack>
  );
}
