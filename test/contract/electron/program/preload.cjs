const { contextBridge, ipcRenderer } = require('electron');

const attempt = (run) => {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error.message;
  }
};
const listeners = new Map();
globalThis.preloadSecret = 'of the isolated world';

class WithPrototype {
  own = 1;
  inherited() {
    return 2;
  }
}

contextBridge.exposeInMainWorld('contract', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  on: (channel, key, listener) => {
    const deliver = (_event, ...args) => listener(...args);
    listeners.set(key, deliver);
    ipcRenderer.on(channel, deliver);
  },
  off: (channel, key) => void ipcRenderer.removeListener(channel, listeners.get(key)),
  requireFs: () => attempt(() => require('node:fs')),
  exposeAgain: () => attempt(() => contextBridge.exposeInMainWorld('contract', {})),
  exposeDeep: (depth) =>
    attempt(() => {
      let value = {};
      for (let i = 0; i < depth; i += 1) value = { value };
      contextBridge.exposeInMainWorld(`deep${depth}`, value);
    }),
  describe: (value) => `${Object.prototype.toString.call(value)} ${value?.constructor?.name ?? ''}`.trim(),
  same: (value) => value,
  call: (callback, ...args) => callback(...args),
  resolves: async () => ({ answer: 42 }),
  rejects: async () => {
    throw Object.assign(new Error('rejected on purpose'), { code: 'E_CODE' });
  },
  fails: () => {
    throw new Error('thrown on purpose');
  },
  values: {
    number: 7,
    text: 'text',
    list: [1, [2]],
    date: new Date(5),
    bytes: new Uint8Array([1, 2]),
    map: new Map([[1, 2]]),
    empty: null,
  },
  instance: new WithPrototype(),
});
