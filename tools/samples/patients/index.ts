/** The six sample histories, three in Chinese and three in English; all made up for this project. */
import type { SampleHistory } from '../history.ts';
import { danielOkafor } from './danielOkafor.ts';
import { eleanorWhitcombe } from './eleanorWhitcombe.ts';
import { heXiaowen } from './heXiaowen.ts';
import { linGuodong } from './linGuodong.ts';
import { maJianjun } from './maJianjun.ts';
import { priyaRaman } from './priyaRaman.ts';

export const HISTORIES: readonly SampleHistory[] = [
  linGuodong,
  heXiaowen,
  maJianjun,
  eleanorWhitcombe,
  danielOkafor,
  priyaRaman,
];
