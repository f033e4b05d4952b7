import { Chip, Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartOrder } from '../../../../src/workstation/api/chart.ts';

const COLORS = { pending: 'warning', partly: 'info', completed: 'success', cancelled: 'default' } as const;
const NARROW = { whiteSpace: 'nowrap', width: '1%' } as const;

interface OrdersProps {
  readonly orders: readonly ChartOrder[];
  readonly onReport: (key: string) => void;
}

/** What was ordered, the newest first, each with how far it is and its report one click away. */
export function Orders({ orders, onReport }: OrdersProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('orders.title')}>
      <Typography variant="h3">{t('orders.title')}</Typography>
      {orders.length === 0 ? (
        <Typography color="textSecondary">{t('orders.none')}</Typography>
      ) : (
        <Table aria-label={t('orders.title')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('orders.name')}</TableCell>
              <TableCell>{t('today.state')}</TableCell>
              <TableCell>{t('orders.ordered')}</TableCell>
              <TableCell>{t('orders.number')}</TableCell>
              <TableCell>{t('results.source')}</TableCell>
              <TableCell>{t('orders.report')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {orders.map((order) => (
              <Row key={order.key} order={order} onReport={onReport} />
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  );
}

function Row({ order, onReport }: { readonly order: ChartOrder } & Pick<OrdersProps, 'onReport'>) {
  const { t } = useTranslation();
  const { date, name, number, remark, reports, source, state } = order;
  const [report] = reports;
  return (
    <TableRow>
      <TableCell>
        <strong>{name}</strong>
        {remark !== '' && (
          <Typography variant="caption" component="div" color="textSecondary">
            {remark}
          </Typography>
        )}
      </TableCell>
      <TableCell sx={NARROW}>
        <Chip size="small" color={COLORS[state]} label={t(`orders.state.${state}`)} />
      </TableCell>
      <TableCell sx={NARROW}>{date?.slice(0, 10)}</TableCell>
      <TableCell sx={NARROW}>{number}</TableCell>
      <TableCell>{source}</TableCell>
      <TableCell sx={NARROW}>
        {report !== undefined && (
          <Link
            component="button"
            aria-label={`${t('orders.see')}: ${name}`}
            onClick={() => onReport(report)}
          >
            {t('orders.see')}
          </Link>
        )}
      </TableCell>
    </TableRow>
  );
}
