/**
 * Mounts the chart's history, and the bare elements of MUI that it is made of, in turn and each into an empty page.
 * `window.measure(rounds)` answers the ms of each mount: rendered, in the document, laid out.
 */
import { CssBaseline } from '@mui/material';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { themeFor } from '../../../renderer/app/theme.ts';
import { startTranslation } from '../../../renderer/i18n/index.ts';
import { History } from '../../../renderer/screens/chart/History.tsx';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import { Bare } from './Bare.tsx';

export interface Mounts {
  readonly chart: readonly number[];
  readonly bare: readonly number[];
  /** Elements in the document after a mount. */
  readonly chartElements: number;
  readonly bareElements: number;
}

declare global {
  interface Window {
    /** What a real core answered to `visit/chart`. */
    readonly benchChart: Chart;
    measure: (rounds: number) => Promise<Mounts>;
  }
}

// Records are asked for once they are chosen: nothing of an answer belongs to the mount.
Object.assign(window, {
  consilium: { invoke: () => new Promise(() => undefined), on: () => () => undefined },
});

const theme = themeFor('zh-CN', 'normal');

interface Mounted {
  readonly time: number;
  readonly elements: number;
}

/** Nothing of the mount before is left when the next one begins. */
async function mounted(content: ReactNode): Promise<Mounted> {
  const place = document.getElementById('root');
  if (place === null) throw new Error('no place');
  const root = createRoot(place);
  const from = performance.now();
  flushSync(() =>
    root.render(
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <div style={{ height: 700, display: 'flex', flexDirection: 'column' }}>{content}</div>
      </ThemeProvider>,
    ),
  );
  const height = place.offsetHeight;
  const time = performance.now() - from;
  const elements = height > 0 ? place.querySelectorAll('*').length : 0;
  root.unmount();
  await new Promise((idle) => requestIdleCallback(idle));
  return { time, elements };
}

const NOTHING_MATCHED = { matches: [], onMatches: () => undefined };

window.measure = async (rounds) => {
  const { benchChart } = window;
  const [chart, bare]: [Mounted[], Mounted[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    chart.push(
      await mounted(
        <History {...NOTHING_MATCHED} visit={benchChart.visit} chart={benchChart} layout="wide" />,
      ),
    );
    bare.push(await mounted(<Bare documents={benchChart.documents} />));
  }
  const last = (list: readonly Mounted[]): number => list.at(-1)?.elements ?? 0;
  return {
    chart: chart.map(({ time }) => time),
    bare: bare.map(({ time }) => time),
    chartElements: last(chart),
    bareElements: last(bare),
  };
};
void startTranslation('zh-CN').then(() => {
  document.body.dataset['ready'] = 'yes';
});
