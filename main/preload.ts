/**
 * The sandboxed preload script: built as one CommonJS file that needs nothing but electron. The page gets two named
 * functions, never ipcRenderer, and never an event object.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { EVENT, REQUEST, type Bridge } from './bridge.ts';

const bridge: Bridge = {
  invoke: async (channel, args) => {
    const outcome: unknown = await ipcRenderer.invoke(REQUEST, String(channel), args);
    return outcome;
  },
  on: (event, listener) => {
    if (event !== EVENT) throw new Error('no such event');
    const deliver = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(EVENT, deliver);
    return () => void ipcRenderer.removeListener(EVENT, deliver);
  },
};

contextBridge.exposeInMainWorld('consilium', bridge);
