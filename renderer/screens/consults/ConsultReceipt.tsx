import { Button, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ConsultReceiptView } from '../../../src/workstation/api/consultReceipts.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** That these two doctors consulted, for the ledger: voluntary, and it stands when both have signed. */
export function ConsultReceipt({ dialogue }: { readonly dialogue: string }) {
  const { t } = useTranslation();
  const [receipt, reload] = useAsk('consult/receipt', { dialogue }, ['ledger', 'outbox']);
  const action = useAction();
  if (receipt.state !== 'ready') return null;
  const { state } = receipt.value;
  const canSign = state === 'none' || state === 'theirs' || state === 'refused';
  const sign = (): void =>
    action.run(async () => {
      await ask('consult/sign-receipt', { dialogue });
      reload();
    });
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
      <ReceiptState of={receipt.value} />
      {canSign && (
        <Button size="small" disabled={action.busy} onClick={sign}>
          {t('consultReceipt.sign')}
        </Button>
      )}
      <ErrorNote error={action.error} />
    </Stack>
  );
}

/** How it stands, in words. */
export function ReceiptState({ of }: { readonly of: ConsultReceiptView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { code, confirmed, other, state } = of;
  const values = {
    other: named(other.name, language),
    date: confirmed === null ? '' : dateTime(confirmed),
  };
  return (
    <Typography variant="body2" color="textSecondary">
      {t(`consultReceipt.states.${state}`, values)}
      {code !== null && ` ${errorText(new CoreError(code, {}), language)}`}
    </Typography>
  );
}
