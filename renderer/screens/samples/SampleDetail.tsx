import { Box, Button, Chip, Paper, Stack, Typography } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownPatient } from '../../../src/workstation/api/setup.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { copyText } from '../../client/clipboard.ts';
import { named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { QrPicture } from '../../parts/QrPicture.tsx';

interface SampleDetailProps {
  readonly file: string;
  /** Null where no card is read. */
  readonly onCard: ((text: string) => void) | null;
}

/** The language that a made-up person's name is written in. */
export function langOf(name: string): 'en' | 'zh' {
  return /^\p{ASCII}*$/u.test(name) ? 'en' : 'zh';
}

/** One made-up patient: what their history shows, and what they carry. */
export function SampleDetail({ file, onCard }: SampleDetailProps) {
  const [patient] = useAsk('demonstration/patient', { file }, ['ledger']);
  return <Answer of={patient}>{(value) => <Shown patient={value} onCard={onCard} />}</Answer>;
}

interface ShownProps {
  readonly patient: ShownPatient;
  readonly onCard: ((text: string) => void) | null;
}

function Shown({ patient, onCard }: ShownProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, about, pin, cards, slips, documents } = patient;
  return (
    <Paper component="section" aria-label={t('samples.patient')} sx={{ p: 2 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', mb: 1 }}>
        <Typography variant="h1" lang={langOf(name)}>
          {name}
        </Typography>
        <Chip size="small" color="warning" label={t('samples.mark')} />
      </Stack>
      <Typography component="article">{named(about, language)}</Typography>
      <Typography color="textSecondary" gutterBottom>
        {t('samples.documents', { count: documents })}
      </Typography>
      <Typography sx={{ mb: 1 }}>
        {t('card.pin')}{' '}
        <Box component="strong" sx={{ fontFamily: 'monospace', fontSize: '1.1rem' }}>
          {pin}
        </Box>
      </Typography>
      <Items title={t('sheet.cards')} hint={t('samples.cardsHint')}>
        {cards.map(({ epoch, text, qrPng, spent }) => (
          <Item key={epoch} title={t('card.title', { n: epoch })} text={text} qrPng={qrPng}>
            {spent === true && <Typography color="error">{t('samples.spent')}</Typography>}
            {spent === null && <Typography color="textSecondary">{t('samples.sealed')}</Typography>}
            {onCard !== null && spent !== true && (
              <Button size="small" variant="contained" onClick={() => onCard(text)}>
                {t('samples.use')}
              </Button>
            )}
          </Item>
        ))}
      </Items>
      <Items title={t('sheet.slips')} hint={t('samples.slipsHint')}>
        {slips.map(({ epoch, text, qrPng }) => (
          <Item key={epoch} title={t('card.slipTitle', { n: epoch })} text={text} qrPng={qrPng} />
        ))}
      </Items>
      <Master patient={patient} />
    </Paper>
  );
}

interface ItemsProps {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

function Items({ title, hint, children }: ItemsProps) {
  return (
    <Box component="section" aria-label={title} sx={{ mt: 2 }}>
      <Typography variant="h2">{title}</Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {hint}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' }, gap: 2 }}>
        {children}
      </Box>
    </Box>
  );
}

interface ItemProps {
  readonly title: string;
  readonly text: string;
  readonly qrPng: Uint8Array;
  readonly children?: ReactNode;
}

function Item({ title, text, qrPng, children }: ItemProps) {
  return (
    <Stack component="figure" direction="row" spacing={2} aria-label={title} sx={{ m: 0 }}>
      <QrPicture png={qrPng} label={title} size={150} />
      <Stack spacing={0.5} sx={{ alignItems: 'flex-start' }}>
        <Typography component="figcaption" variant="h3">
          {title}
        </Typography>
        <CopyButton what={title} text={text} />
        {children}
      </Stack>
    </Stack>
  );
}

/** Made-up people alone may be copied: what a real patient carries never lies on a clipboard. */
function CopyButton({ what, text }: { readonly what: string; readonly text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="small"
      aria-label={copied ? t('common.copied') : t('common.copy', { what })}
      onClick={() => setCopied(copyText(text))}
      onBlur={() => setCopied(false)}
    >
      {copied ? t('common.copied') : t('samples.copy')}
    </Button>
  );
}

function Master({ patient }: { readonly patient: ShownPatient }) {
  const { t } = useTranslation();
  return (
    <Box component="section" aria-label={t('sheet.master')} sx={{ mt: 2 }}>
      <Typography variant="h2">{t('sheet.master')}</Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('samples.masterHint')}
      </Typography>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <CopyButton what={t('sheet.master')} text={patient.masterText} />
        <Typography component="span">{t('sheet.passphrase')}</Typography>
        <Typography component="code" sx={{ fontFamily: 'monospace' }}>
          {patient.masterPassphrase}
        </Typography>
      </Stack>
    </Box>
  );
}
