/** Puts the functions of page/ together as the scripts that run in the two worlds of a page. */
import { BUFFERS } from './largeBuffers.ts';
import { bridgeFunctions } from './page/bridge.ts';
import { cloneFunctions } from './page/clone.ts';
import { ASK, mainWorldFunctions } from './page/mainWorld.ts';
import { preloadFunctions } from './page/preloadWorld.ts';

/** Name of the isolated world, and of what this process finds in it. */
export const WORLD = 'Electron Isolated Context';
export const BINDING = '__electronStandInBinding';
export const DELIVER = '__electronStandInDeliver';

/** Node runs TypeScript by blanking its types, so the text of a function is JavaScript. */
function text(functions: readonly ((...args: never[]) => unknown)[]): string {
  return functions.map(String).join('\n');
}

/** Only the main document of a window gets a preload script. */
function inMainDocument(body: string): string {
  return `if (window === window.top) (() => {\n${body}\n})();`;
}

/** `secret` names the events between the two worlds of this window. */
export function mainWorldScript(secret: string): string {
  return inMainDocument(`${text([...bridgeFunctions, ...mainWorldFunctions])}
const end = makeBridgeEnd('${secret}-main', '${secret}-isolated');
startMainWorld(end, (question, data) => callOther(${String(ASK)}, [question, data], end));`);
}

export function isolatedWorldScript(secret: string, preload: string): string {
  return inMainDocument(`${text([...cloneFunctions, ...bridgeFunctions, ...preloadFunctions])}
const end = makeBridgeEnd('${secret}-isolated', '${secret}-main');
const world = makePreloadWorld(globalThis.${BINDING}, '${BUFFERS}');
globalThis.${DELIVER} = (text, names) => receiveFromProcess(world, text, names);
end.functions.set(${String(ASK)}, (question, data) =>
  askProcess(world, data, (id, encoded) => ({ op: 'ask', id, question, data: encoded })));
runPreload(world, end, function (require, module, exports) {
${preload}
});`);
}
