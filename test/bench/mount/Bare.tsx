import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Search from '@mui/icons-material/Search';
import VerifiedUser from '@mui/icons-material/VerifiedUser';
import {
  Box,
  Grid,
  IconButton,
  InputAdornment,
  ListItem,
  ListItemButton,
  ListItemText,
  MenuItem,
  Paper,
  Stack,
  Tab,
  Tabs,
  TextField,
  Typography,
} from '@mui/material';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';

/** Entries that are in the document when a timeline of 600 pixels is mounted. */
const SHOWN = 18;
const TABS = ['病历', '结果', '用药', '问题'];
const CHOICES = ['机构', '类型', '时段'];

/** The elements of MUI of which the chart's first screen is made, with fixed texts and nothing behind them. */
export function Bare({ documents }: { readonly documents: readonly DocumentSummary[] }) {
  return (
    <Stack sx={{ flexGrow: 1, minHeight: 320, height: 'auto' }}>
      <Tabs value={0} sx={{ flexShrink: 0, mb: 1, minHeight: 34 }}>
        {TABS.map((label) => (
          <Tab key={label} label={label} />
        ))}
      </Tabs>
      <Stack sx={{ flexGrow: 1, minHeight: 0 }}>
        <Grid container spacing={2} sx={{ flexGrow: 1, minHeight: 0 }}>
          <Grid size={{ xs: 5, lg: 4 }} sx={{ height: '100%' }}>
            <Paper sx={{ display: 'flex', flexDirection: 'column', overflow: 'hidden', height: '100%' }}>
              <BareSearch />
              <div style={{ position: 'relative', flexGrow: 1, overflowY: 'auto' }}>
                {documents.slice(0, SHOWN).map((item) => (
                  <Entry key={`${item.statement} ${String(item.leaf)}`} item={item} />
                ))}
                <div style={{ height: documents.length * 66, width: '100%' }} />
              </div>
            </Paper>
          </Grid>
          <Grid size={{ xs: 7, lg: 8 }} sx={{ height: '100%' }}>
            <Paper sx={{ height: '100%', overflow: 'auto', p: 2 }}>
              <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 0.5 }}>
                <Typography variant="caption">第 1 份</Typography>
                <IconButton size="small" disabled>
                  <ArrowUpward fontSize="small" />
                </IconButton>
                <IconButton size="small">
                  <ArrowDownward fontSize="small" />
                </IconButton>
              </Box>
            </Paper>
          </Grid>
        </Grid>
      </Stack>
    </Stack>
  );
}

function BareSearch() {
  return (
    <Box sx={{ p: 1, borderBottom: 1, borderColor: 'divider' }}>
      <TextField
        label="搜索"
        value=""
        margin="none"
        placeholder="词语"
        slotProps={{
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Search fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        {CHOICES.map((label) => (
          <TextField key={label} select label={label} value="all" margin="none" sx={{ minWidth: 0 }}>
            <MenuItem value="all">全部</MenuItem>
          </TextField>
        ))}
      </Box>
    </Box>
  );
}

function Entry({ item }: { readonly item: DocumentSummary }) {
  return (
    <ListItem component="div" disablePadding>
      <ListItemButton divider sx={{ alignItems: 'flex-start', py: 0.5 }}>
        <ListItemText
          primary={item.title.zh}
          secondary={
            <>
              <span>{item.institution.zh}</span>
              <br />
              {item.summary}
            </>
          }
          slotProps={{ primary: { sx: { fontWeight: 500 } } }}
          sx={{ my: 0 }}
        />
        <VerifiedUser color="success" fontSize="small" />
      </ListItemButton>
    </ListItem>
  );
}
