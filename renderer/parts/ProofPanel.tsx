import { Alert, Table, TableBody, TableCell, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof } from '../../src/workstation/api/visits.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { errorText } from '../client/errorText.ts';
import { dateTime, named } from '../client/format.ts';
import { Code } from './ErrorNote.tsx';
import { HashText } from './HashText.tsx';

/** Who signed a record, between which two blocks, and that this machine checked it. */
export function ProofPanel({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const author = named(proof.author, language);
  return (
    <section aria-label={t('proof.title')}>
      <Verdict proof={proof} />
      <Table>
        <TableBody>
          <Row label={t('proof.author')}>
            {author}
            {/* A patient's own entry is signed by the consent key of its visit, which has no versions. */}
            {proof.authorKeyVersion > 0 && ` (${t('proof.keyVersion', { version: proof.authorKeyVersion })})`}
          </Row>
          <Row label={t('proof.institution')}>{named(proof.institution, language)}</Row>
          <Row label={t('proof.consent')}>{t(`consent.${proof.consent}`)}</Row>
          <Row label={t('proof.after')}>
            <Block block={proof.anchor} />
          </Row>
          <Row label={t('proof.before')}>
            <Block block={proof.block} />
          </Row>
          <Row label={t('proof.statement')}>
            <HashText hash={proof.statement} what={t('proof.statement')} />
          </Row>
          <Row label={t('proof.transaction')}>
            <HashText hash={proof.transaction} what={t('proof.transaction')} />
          </Row>
          <Row label={t('proof.dataHash')}>
            <HashText hash={proof.dataHash} what={t('proof.dataHash')} />
          </Row>
        </TableBody>
      </Table>
    </section>
  );
}

/** The verdict alone, above a record: a failed one is read before the text it is about. */
export function Verdict({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (proof.verified) return <Alert severity="success">{t('proof.verified')}</Alert>;
  const code = proof.failure ?? 'internal';
  return (
    <Alert severity="error" variant="filled">
      <strong>{t('proof.failed')}</strong> {errorText({ code, detail: {} }, language)} <Code code={code} />
    </Alert>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ width: 130, color: 'text.secondary' }}>
        {label}
      </TableCell>
      <TableCell>{children}</TableCell>
    </TableRow>
  );
}

function Block({ block }: { readonly block: Proof['block'] }) {
  const { t } = useTranslation();
  return (
    <>
      {t('proof.blockAt', { height: block.height, time: dateTime(block.time) })}{' '}
      <HashText hash={block.headerHash} what={t('proof.headerHash')} />
    </>
  );
}
