/**
 * The chart of a thousand records mounted, beside the same elements of MUI mounted bare: what React and MUI cost
 * whoever uses them. A real core answered what is shown; page and elements are those of test/bench/mount, in a real
 * window of the runtime.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import react from '@vitejs/plugin-react';
import type { Chart } from '../../src/workstation/api/visits.ts';
import { launchElectron } from '../support/launchApp.ts';
import { figure, median, type Figure } from './figures.ts';

const ROUNDS = 25;
const WARM_UP = 5;
const LIMIT = 1.5;
const PAGE = fileURLToPath(new URL('mount', import.meta.url));

/** A program that opens the page that was built beside it, and nothing else. */
const PROGRAM = `
import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
app.whenReady().then(() =>
  new BrowserWindow({ width: 1366, height: 768 }).loadURL(
    pathToFileURL(join(import.meta.dirname, 'index.html')).href));
app.on('window-all-closed', () => app.quit());
`;

/** Classic scripts: a page of a file may load no modules. */
const HTML = `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8"><title>mount</title></head>
  <body style="margin:0"><div id="root"></div><script src="chart.js"></script><script src="page.js"></script></body>
</html>`;

/** @param folder an empty one, that the caller removes */
export async function mounting(folder: string, chart: Chart): Promise<Figure> {
  const program = join(folder, 'mount');
  await makeProgram(program, chart);
  const { app } = await launchElectron({ program });
  try {
    const page = await app.firstWindow();
    await page.locator('body[data-ready]').waitFor({ state: 'attached' });
    const mounts = await page.evaluate(async (rounds) => {
      const { measure } = globalThis as unknown as {
        readonly measure: (rounds: number) => Promise<{
          chart: number[];
          bare: number[];
          chartElements: number;
          bareElements: number;
        }>;
      };
      return await measure(rounds);
    }, WARM_UP + ROUNDS);
    // More elements than the chart has would make the floor too high, and the chart look quick.
    if (mounts.bareElements > mounts.chartElements)
      throw new Error(
        `${String(mounts.bareElements)} bare elements, ${String(mounts.chartElements)} of the chart`,
      );
    const [value, floor] = [mounts.chart, mounts.bare].map((times) => median(times.slice(WARM_UP)));
    return figure({
      name: `chart of ${String(chart.documents.length)} records mounted`,
      value: value ?? Number.NaN,
      floor: floor ?? Number.NaN,
      limit: LIMIT,
      goal: null,
      note: `median of ${String(ROUNDS)} mounts in turn; floor: the same elements of MUI bare (${String(mounts.bareElements)} elements, the chart ${String(mounts.chartElements)})`,
    });
  } finally {
    await app.close();
  }
}

async function makeProgram(program: string, chart: Chart): Promise<void> {
  mkdirSync(program, { recursive: true });
  writeFileSync(join(program, 'package.json'), '{"name":"mount","type":"module","main":"main.js"}');
  writeFileSync(join(program, 'main.js'), PROGRAM);
  await build({
    configFile: false,
    logLevel: 'error',
    root: PAGE,
    plugins: [react()],
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: program,
      emptyOutDir: false,
      lib: { entry: join(PAGE, 'page.tsx'), formats: ['iife'], name: 'mount', fileName: () => 'page.js' },
    },
  });
  writeFileSync(join(program, 'chart.js'), `globalThis.benchChart = ${JSON.stringify(chart)};\n`);
  writeFileSync(join(program, 'index.html'), HTML);
}
