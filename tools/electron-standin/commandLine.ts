/** The command line as Electron takes it: `electron [-r MODULE] [--switches] PATH [arguments]`. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface ProgramPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly entry: string;
}

export interface CommandLine {
  readonly preloadModules: readonly string[];
  readonly switches: readonly string[];
  readonly program: string;
}

/** Reads what follows the executable. Switches after the path are the program's own and are Chromium's no more. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const preloadModules: string[] = [];
  const switches: string[] = [];
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '-r' || argument === '--require') preloadModules.push(rest.shift() ?? '');
    else if (argument.startsWith('-')) switches.push(argument);
    else return { preloadModules, switches, program: argument };
  }
  throw new Error('no program named: electron PATH');
}

/** The package that a path names: a folder with a package.json, or a script. */
export function readProgram(path: string): ProgramPackage {
  const absolute = resolve(path);
  if (!statSync(absolute).isDirectory()) {
    return { name: 'Electron', version: '0.0.0', folder: dirname(absolute), entry: absolute };
  }
  const description = JSON.parse(readFileSync(join(absolute, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const text = (key: string, fallback: string): string => {
    const value = description[key];
    return typeof value === 'string' ? value : fallback;
  };
  return {
    name: text('productName', text('name', 'Electron')),
    version: text('version', '0.0.0'),
    folder: absolute,
    entry: resolve(absolute, text('main', 'index.js')),
  };
}
