import { Table, TableBody, TableCell, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { dateTime } from '../../client/format.ts';
import { HashText } from '../../parts/HashText.tsx';

type Status = ResultOf<'ledger/status'>;

/** What this computer has verified, and what it knows of the node. */
export function LedgerFacts({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  return (
    <Table>
      <TableBody>
        <Fact label={t('status.node')}>{t(`node.${status.node}`)}</Fact>
        <Fact label={t('status.freshness')}>
          <Freshness verified={status.nodeStatusVerified} />
        </Fact>
        <Fact label={t('status.height')}>{status.height}</Fact>
        <Fact label={t('status.blockTime')}>
          {status.blockTime === null ? t('status.unknown') : dateTime(status.blockTime)}
        </Fact>
        <Fact label={t('status.clock')}>
          {status.clockSkewMs === null
            ? t('status.unknown')
            : t('status.skew', { seconds: Math.round(status.clockSkewMs / 1000) })}
        </Fact>
        <Fact label={t('status.headerHash')}>
          <HashText hash={status.headerHash} what={t('status.headerHash')} />
        </Fact>
        <Fact label={t('status.appHash')}>
          <HashText hash={status.appHash} what={t('status.appHash')} />
        </Fact>
        <Fact label={t('status.chain')}>{status.chainId}</Fact>
        <Fact label={t('status.network')}>
          <HashText hash={status.network} what={t('status.network')} />
        </Fact>
        <Fact label={t('status.validators')}>{status.validators}</Fact>
      </TableBody>
    </Table>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ color: 'text.secondary', width: 200 }}>
        {label}
      </TableCell>
      <TableCell>{children}</TableCell>
    </TableRow>
  );
}

/** Null: the node has not been asked yet, or is away. */
function Freshness({ verified }: { readonly verified: boolean | null }) {
  const { t } = useTranslation();
  if (verified === null) return <>{t('status.unknown')}</>;
  return <>{t(verified ? 'status.fresh' : 'status.stale')}</>;
}
