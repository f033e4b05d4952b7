import { Button, Chip, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';

type Member = ResultOf<'staff/list'>[number];

interface StaffTableProps {
  readonly list: readonly Member[];
  /** To suspend or reinstate somebody. */
  readonly onChoose: (member: Member) => void;
  /** To see to somebody's workstation. */
  readonly onKeys: (member: Member) => void;
}

/** Who is on the ledger for this institution, and whether they can sign. */
export function StaffTable({ list, onChoose, onKeys }: StaffTableProps) {
  const { t } = useTranslation();
  if (list.length === 0) return <Typography color="textSecondary">{t('officer.empty')}</Typography>;
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell>{t('officer.name')}</TableCell>
          <TableCell>{t('account.role')}</TableCell>
          <TableCell>{t('account.licence')}</TableCell>
          <TableCell>{t('today.state')}</TableCell>
          <TableCell align="right">{t('today.action')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((member) => (
          <MemberRow key={member.id} member={member} onChoose={onChoose} onKeys={onKeys} />
        ))}
      </TableBody>
    </Table>
  );
}

interface MemberRowProps extends Omit<StaffTableProps, 'list'> {
  readonly member: Member;
}

function MemberRow({ member, onChoose, onKeys }: MemberRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isActive = member.status === 'active';
  return (
    <TableRow>
      <TableCell>{named(member.name, language)}</TableCell>
      <TableCell>{t(`role.${member.role}`)}</TableCell>
      <TableCell>{member.licence}</TableCell>
      <TableCell>
        <Chip
          size="small"
          label={wordFor('accountStatus', member.status, language)}
          color={isActive ? 'success' : 'error'}
        />
        {isActive && member.key.revokedAt !== null && (
          <Chip
            size="small"
            label={wordFor('accountStatus', 'key-revoked', language)}
            color="warning"
            sx={{ ml: 1 }}
          />
        )}
        {!isActive && member.reason !== '' && (
          <Typography variant="caption" component="span" sx={{ ml: 1 }}>
            {member.reason}
          </Typography>
        )}
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        <Button size="small" sx={{ mr: 1 }} onClick={() => onKeys(member)}>
          {t('workstation.open')}
        </Button>
        <Button size="small" onClick={() => onChoose(member)}>
          {t(isActive ? 'officer.suspend' : 'officer.reinstate')}
        </Button>
      </TableCell>
    </TableRow>
  );
}
