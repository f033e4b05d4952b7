import { Alert, Button, LinearProgress, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import type { GivenView } from '../../../src/workstation/api/dialogueFiles.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { byteSize, dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { AttachedImages } from '../../images/AttachedImages.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { HashText } from '../../parts/HashText.tsx';

const MediaPane = lazy(async () => ({ default: (await import('../../media/MediaPane.tsx')).MediaPane }));
const RecordDialog = lazy(async () => ({ default: (await import('./RecordDialog.tsx')).RecordDialog }));

interface GivenProps {
  /** Of the message. */
  readonly row: number;
  readonly mine: boolean;
  readonly title: string;
  readonly given: GivenView;
}

/** What a message brings: files with how far they are, or a record; and what can be done with it. */
export function Given(props: GivenProps) {
  switch (props.given.kind) {
    case 'record':
      return <RecordCard {...props} />;
    case 'recording':
      return <RecordingCard {...props} />;
    case 'files':
    case 'voice':
      return <Files {...props} />;
  }
}

/** It is played among the recordings of the conversation, when all of it is here and was verified. */
function RecordingCard(props: GivenProps) {
  const { t } = useTranslation();
  const { files, state } = props.given;
  const title = t('recording.of');
  return (
    <Stack spacing={0.5} sx={{ minWidth: 280 }}>
      <Typography>{title}</Typography>
      <Progress {...props} title={title} />
      <Refusals files={files.map((file) => ({ ...file, title }))} isRefused={state === 'refused'} />
      {state === 'whole' && !props.mine && (
        <Typography variant="body2" color="textSecondary">
          {t('recording.toPlay')}
        </Typography>
      )}
    </Stack>
  );
}

function Files({ given, mine, row, title }: GivenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { count, files, kind, size, state } = given;
  const isOpenable = files.some(({ here }) => here);
  return (
    <Stack spacing={0.5} sx={{ minWidth: 280 }}>
      {!isOpenable && <Typography sx={{ overflowWrap: 'anywhere' }}>{title}</Typography>}
      <Typography variant="body2" color="textSecondary">
        {t('given.files', { count, size: byteSize(size, language) })}
        {files.length < count && ` · ${t('given.naming', { known: files.length, count })}`}
      </Typography>
      <Progress given={given} mine={mine} row={row} title={title} />
      <Refusals files={files} isRefused={state === 'refused'} />
      {isOpenable &&
        (kind === 'voice' ? <Voice files={files} row={row} /> : <Opened files={files} row={row} />)}
    </Stack>
  );
}

/** How far it is, in words and as a bar, and the one thing that can be done about it. */
function Progress({ given, mine, row, title }: GivenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { moved, size, state, stored, trouble } = given;
  const set = (what: 'take' | 'pause' | 'resume') =>
    action.run(async () => void (await ask('dialogue/transfer', { message: row, set: what })));
  const bytes = { moved: byteSize(moved, language), size: byteSize(size, language) };
  const words = {
    offered: t('given.offered', bytes),
    moving: t(mine ? 'given.going' : 'given.moving', bytes),
    paused: t('given.paused', bytes),
    whole: t(mine ? 'given.received' : 'given.whole'),
    refused: null,
  }[state];
  if (words === null) return null;
  const isUnderWay = state === 'moving' || state === 'paused';
  return (
    <>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Typography variant="body2">{words}</Typography>
        {state === 'offered' && !mine && <Act onClick={() => set('take')}>{t('given.take')}</Act>}
        {state === 'moving' && <Act onClick={() => set('pause')}>{t('given.pause')}</Act>}
        {state === 'paused' && <Act onClick={() => set('resume')}>{t('given.resume')}</Act>}
      </Stack>
      {isUnderWay && (
        <LinearProgress
          variant="determinate"
          value={size === 0 ? 0 : (moved / size) * 100}
          aria-label={t('given.progress', { title })}
        />
      )}
      {trouble !== null && (
        <Alert severity="warning">{errorText(new CoreError(trouble, {}), language)}</Alert>
      )}
      {mine && state === 'moving' && stored && (
        <Typography variant="caption" color="textSecondary">
          {t('given.stored')}
        </Typography>
      )}
      <ErrorNote error={action.error} />
    </>
  );
}

function Act({ children, onClick }: { readonly children: string; readonly onClick: () => void }) {
  return (
    <Button size="small" variant="outlined" onClick={onClick}>
      {children}
    </Button>
  );
}

function Refusals({ files, isRefused }: { readonly files: GivenView['files']; readonly isRefused: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const refused = files.flatMap(({ code, id, title }) => (code === null ? [] : [{ code, id, title }]));
  if (isRefused && refused.length === 0) return <Alert severity="warning">{t('given.gone')}</Alert>;
  return refused.map(({ code, id, title }) => (
    <Alert key={id} severity="warning">
      {title}: {t('given.refused', { reason: errorText(new CoreError(code, {}), language) })}
    </Alert>
  ));
}

/** As the viewer takes them. */
function hereOf(files: GivenView['files']): readonly AttachmentView[] {
  return files.filter(({ here }) => here);
}

function Opened({ files, row }: { readonly files: GivenView['files']; readonly row: number }) {
  const read = useCallback(
    async ({ id }: AttachmentView) =>
      (await ask('attachment/read', { of: { kind: 'dialogue', message: row }, id })).bytes,
    [row],
  );
  const attachments = useMemo(() => hereOf(files), [files]);
  return (
    <AttachedImages
      attachments={attachments}
      read={read}
      holder={{ kind: 'dialogue', message: row }}
      patient=""
      untitled
    />
  );
}

function Voice({ files, row }: { readonly files: GivenView['files']; readonly row: number }) {
  const [attachment] = hereOf(files);
  if (attachment === undefined) return null;
  return (
    <Suspense>
      <MediaPane attachment={attachment} holder={{ kind: 'dialogue', message: row }} />
    </Suspense>
  );
}

function RecordCard(props: GivenProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { given, row, title } = props;
  const language = useLanguage();
  const { count, files, signed, statement } = given;
  const isHere = files.some(({ here }) => here);
  if (statement === null) return null;
  return (
    <Stack spacing={0.5} sx={{ minWidth: 280 }}>
      <Typography variant="body2" color="textSecondary">
        {t('given.card.title')}
      </Typography>
      <Typography sx={{ overflowWrap: 'anywhere' }}>{title}</Typography>
      <Typography variant="body2">
        {signed === null
          ? t('given.card.unknown')
          : t('given.card.by', {
              author: named(signed.author, language),
              institution: named(signed.institution, language),
              date: dateTime(signed.time),
            })}
      </Typography>
      <Typography variant="body2" component="div">
        {t('given.card.entry')} <HashText hash={statement} what={t('given.card.entry')} />
      </Typography>
      {count === 0 && <Typography variant="body2">{t('given.card.reference')}</Typography>}
      {count > 0 && <Progress {...props} />}
      <Refusals files={files} isRefused={given.state === 'refused'} />
      {isHere && (
        <Button variant="outlined" size="small" sx={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
          {t('given.card.open')}
        </Button>
      )}
      <Suspense>
        {isOpen && <RecordDialog message={row} statement={statement} onClose={() => setOpen(false)} />}
      </Suspense>
    </Stack>
  );
}
