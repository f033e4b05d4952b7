/**
 * Builds the program into out/: an environment each for the main process, the core, the hospital node, the preload
 * script and the screens. Only native packages stay outside of the bundles.
 */
import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import { NONCE_PLACEHOLDER } from './noncePlaceholder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** tools/build.ts builds beside out/, and puts in place what is whole. */
const out = (name: string): string => join(process.env['CONSILIUM_OUT'] ?? join(root, 'out'), name);

/** What is bundled is packaged without its package: its licence goes along. */
const license = { fileName: 'licences.md' };

const EXTERNAL = ['electron', 'better-sqlite3-multiple-ciphers', /^node:/, ...builtinModules];

function entryOf(name: string): string {
  if (name === 'client') return join(root, 'renderer', 'index.html');
  return join(root, 'main', name === 'main' ? 'index.ts' : `${name}.ts`);
}

/** An environment that runs in Node 24: one ECMAScript module. */
function nodeEnvironment(name: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { conditions: ['node', 'import'], noExternal: true, external: [] },
    build: {
      outDir: out(name),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: false,
      license,
      ssr: true,
      rolldownOptions: {
        input: entryOf(name),
        external: EXTERNAL,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // Names stay: a stack trace of a log can be read. What is only there for readers need not be loaded.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  };
}

/** cornerstone also reads meshes from files: with readers of XML and more that the image viewer has no use for. */
const withoutMeshes = {
  find: /^@kitware\/vtk\.js\/IO\/.*$/u,
  replacement: join(root, 'renderer', 'images', 'noReader.ts'),
};

/** A sandboxed preload script can be nothing but one CommonJS file. */
const preload: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true, external: [] },
  build: {
    outDir: out('preload'),
    emptyOutDir: true,
    target: 'chrome152',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: join(root, 'main', 'preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
};

const screens: EnvironmentOptions = {
  build: {
    outDir: out('renderer'),
    emptyOutDir: true,
    target: 'chrome152',
    sourcemap: false,
    license,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // What the login screen needs is one file: each further one is a round trip before anything is seen.
      output: { codeSplitting: { groups: [{ name: 'login', tags: ['$initial'] }] } },
    },
  },
};

/** What a PDF may need and does not bring, from its reader's own package. The sandbox for scripts stays behind. */
const pdfParts: Plugin = {
  name: 'pdf-parts',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle() {
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
      const from = join(root, 'node_modules', 'pdfjs-dist', folder);
      for (const name of readdirSync(from)) {
        if (/quickjs|nowasm/iu.test(name)) continue;
        this.emitFile({
          type: 'asset',
          fileName: `pdf/${folder}/${name}`,
          source: readFileSync(join(from, name)),
        });
      }
    }
  },
};

export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  plugins: [react(), pdfParts],
  html: { cspNonce: NONCE_PLACEHOLDER },
  resolve: { alias: [withoutMeshes] },
  // main/screenFiles.ts knows both workers by their names, and gives them a policy of their own.
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  environments: {
    client: screens,
    main: nodeEnvironment('main'),
    core: nodeEnvironment('core'),
    node: nodeEnvironment('node'),
    preload,
  },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
});
