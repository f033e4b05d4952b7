import {
  Alert,
  Box,
  Button,
  Divider,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { AttachmentView, PlayedHolder } from '../../../src/workstation/api/attachments.ts';
import type { Banner, DocumentView } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { AttachedImages } from '../../images/AttachedImages.tsx';
import { wordFor } from '../../i18n/words.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ProofPanel, Verdict } from '../../parts/ProofPanel.tsx';
import { SaveProof } from '../proof/SaveProof.tsx';
import { PrintRecord } from './PrintRecord.tsx';
import { useMarks } from './useMarks.ts';

const StoreDialog = lazy(async () => ({
  default: (await import('../../images/StoreDialog.tsx')).StoreDialog,
}));

type DocumentChannel =
  | 'visit/document'
  | 'ledger/my-document'
  | 'patient/document'
  | 'access/document'
  | 'dialogue/record';

interface DocumentPaneProps<C extends DocumentChannel> {
  readonly channel: C;
  readonly args: ArgsOf<C>;
  /** Whose record it is: it can be printed then. */
  readonly patient?: Banner;
  /** What stands between the text and its proof. */
  readonly children?: ReactNode;
}

/** One record as it was signed, with its proof below it. */
export function DocumentPane<C extends DocumentChannel>(props: DocumentPaneProps<C>) {
  const { channel, args, patient, children } = props;
  const [document] = useAsk(channel, args, ['ledger']);
  return (
    <Answer of={document}>
      {(value) => (
        <DocumentBody document={value} patient={patient ?? null} source={args}>
          {children}
        </DocumentBody>
      )}
    </Answer>
  );
}

interface DocumentBodyProps {
  readonly document: DocumentView;
  readonly patient: Banner | null;
  readonly source: ArgsOf<DocumentChannel>;
  readonly children: ReactNode;
}

/** The proof of what is shown, by the way it was opened. */
async function proofOf(source: ArgsOf<DocumentChannel>, withText: boolean) {
  const { statement } = source;
  if ('handle' in source) return ask('patient/proof', { handle: source.handle, statement, withText });
  const visit = 'visit' in source ? source.visit : null;
  return ask('proof/export', { statement, visit, withText });
}

function DocumentBody({ document, patient, source, children }: DocumentBodyProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { summary, proof } = document;
  // What was wrong stays to be read.
  const struck = { textDecoration: summary.corrected === null ? 'none' : 'line-through' };
  const marks = useMarks(summary);
  const by = t('chart.by', {
    author: named(summary.author, language),
    institution: named(summary.institution, language),
  });
  return (
    <article aria-label={named(summary.title, language)}>
      <Stack
        direction="row"
        data-element="title"
        sx={{ justifyContent: 'space-between', alignItems: 'flex-start' }}
      >
        <Typography variant="h2" sx={struck}>
          {named(summary.title, language)}
        </Typography>
        {patient !== null && <PrintRecord document={document} patient={patient} />}
      </Stack>
      {marks.map(({ severity, text }) => (
        <Alert key={text} severity={severity} sx={{ my: 1 }}>
          {text}
        </Alert>
      ))}
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {summary.date === null ? t('chart.undated') : dateTime(summary.date)} · {by}
      </Typography>
      {!proof.verified && (
        <Box sx={{ my: 1 }}>
          <Verdict proof={proof} />
        </Box>
      )}
      {document.sections.map((section, index) => (
        <Box
          component="section"
          key={`${section.code}-${String(index)}`}
          data-element={`section-${String(index)}`}
          sx={{ mb: 1, ...struck }}
        >
          <Typography variant="h3">{named(section.title, language)}</Typography>
          <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{section.text}</Typography>
        </Box>
      ))}
      {document.entries.length > 0 && (
        <Box sx={struck}>
          <Entries document={document} />
        </Box>
      )}
      <Images document={document} source={source} patient={patient?.name ?? ''} />
      {document.amendments.length > 0 && <Amendments list={document.amendments} />}
      {children}
      <Divider sx={{ my: 1.5 }} />
      <Typography variant="h3" gutterBottom>
        {t('proof.title')}
      </Typography>
      <ProofPanel proof={proof} />
      {proof.verified && !('message' in source) && (
        <SaveProof make={async (withText) => await proofOf(source, withText)} />
      )}
    </article>
  );
}

interface ImagesProps {
  readonly document: DocumentView;
  readonly source: ArgsOf<DocumentChannel>;
  readonly patient: string;
}

/** The images of the record, read by the way that the record was opened. */
function Images({ document, source, patient }: ImagesProps) {
  const key = JSON.stringify(source);
  const read = useCallback(
    async ({ id }: AttachmentView) => (await imageOf(JSON.parse(key) as ArgsOf<DocumentChannel>, id)).bytes,
    [key],
  );
  return (
    <>
      <KeptAlthough attachments={document.attachments} />
      <AttachedImages
        attachments={document.attachments}
        read={read}
        holder={holderOf(source)}
        patient={patient}
      />
      <StoreImages attachments={document.attachments} source={source} patient={patient} />
    </>
  );
}

/** Into the hospital's archive: of a record in an open chart, or of one's own. */
function StoreImages({
  attachments,
  source,
  patient,
}: Omit<ImagesProps, 'document'> & Pick<DocumentView, 'attachments'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const holder = holderOf(source);
  const isStored = holder.kind === 'record' || holder.kind === 'own';
  if (!isStored || !attachments.some(({ kind }) => kind === 'dicom')) return null;
  return (
    <>
      <Button size="small" sx={{ displayPrint: 'none' }} onClick={() => setOpen(true)}>
        {t('pacs.store')}
      </Button>
      <Suspense>
        {open && (
          <StoreDialog
            holder={holder}
            attachments={attachments}
            patient={patient}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}

/** Why files that name another patient belong to this record, as its author said. */
function KeptAlthough({ attachments }: Pick<DocumentView, 'attachments'>) {
  const { t } = useTranslation();
  const reasons = new Set(attachments.flatMap(({ mismatch }) => mismatch?.reason ?? []));
  return [...reasons].map((reason) => (
    <Alert key={reason} severity="warning">
      {t('images.kept', { reason })}
    </Alert>
  ));
}

function holderOf(source: ArgsOf<DocumentChannel>): PlayedHolder {
  if ('handle' in source) return { kind: 'patient', ...source };
  if ('grant' in source) return { kind: 'grant', ...source };
  if ('message' in source) return { kind: 'card', message: source.message };
  return 'visit' in source ? { kind: 'record', ...source } : { kind: 'own', ...source };
}

async function imageOf(source: ArgsOf<DocumentChannel>, id: number) {
  if ('handle' in source) return ask('patient/image', { ...source, id });
  if ('grant' in source) return ask('access/image', { ...source, id });
  if ('message' in source)
    return ask('attachment/read', { of: { kind: 'card', message: source.message }, id });
  if ('visit' in source) return ask('attachment/read', { of: { kind: 'record', ...source }, id });
  return ask('attachment/read', { of: { kind: 'own', ...source }, id });
}

/** What was added later, whole, above the signature of what it was added to. */
function Amendments({ list }: { readonly list: DocumentView['amendments'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Box component="section" aria-label={t('reading.amendments')} sx={{ mt: 1.5 }}>
      <Typography variant="h3">{t('reading.amendments')}</Typography>
      {list.map(({ statement, kind, by, time, verified, sections }) => (
        <Box key={statement} sx={{ borderLeft: 3, borderColor: 'divider', pl: 1, mt: 0.5 }}>
          <Typography variant="body2" color="textSecondary">
            {t(`kind.${kind}`)} · {named(by, language)} · {dateTime(time)} ·{' '}
            {t(verified ? 'proof.verifiedShort' : 'proof.failedShort')}
          </Typography>
          {sections.map(({ text }, index) => (
            <Typography key={index} sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {text}
            </Typography>
          ))}
        </Box>
      ))}
    </Box>
  );
}

/** As wide as its words; what is left goes to item and value. */
const NARROW = { whiteSpace: 'nowrap', width: '1%' } as const;

function Entries({ document }: { readonly document: DocumentView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table sx={{ my: 1 }} aria-label={t('chart.entries')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('chart.type')}</TableCell>
          <TableCell>{t('chart.item')}</TableCell>
          <TableCell>{t('chart.value')}</TableCell>
          <TableCell>{t('chart.date')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {document.entries.map((entry, index) => (
          <TableRow key={`${entry.type}-${String(index)}`} data-element={`entry-${String(index)}`}>
            <TableCell sx={NARROW}>{wordFor('resource', entry.type, language)}</TableCell>
            <TableCell>{entry.label}</TableCell>
            <TableCell>{entry.value}</TableCell>
            <TableCell sx={NARROW}>{entry.date?.slice(0, 10) ?? ''}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
