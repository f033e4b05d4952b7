/**
 * Runs when the program is packaged, before it is signed: sets every fuse of Electron's binary, and fails when the
 * binary has one that nobody decided on. electron-builder itself knows eight of the nine.
 */
import { flipFuses, FuseV1Options, FuseVersion, type FuseV1Config } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';
import { join } from 'node:path';

const EXTENSIONS: Readonly<Record<string, string>> = {
  darwin: '.app',
  mas: '.app',
  win32: '.exe',
  linux: '',
};

export async function afterPack(context: AfterPackContext): Promise<void> {
  const { packager, electronPlatformName: platform, appOutDir } = context;
  const name = platform === 'linux' ? linuxName(context) : packager.appInfo.productFilename;
  await flipFuses(join(appOutDir, `${name}${EXTENSIONS[platform] ?? ''}`), fuses(context));
}

function linuxName({ packager }: AfterPackContext): string {
  return packager.config.linux?.executableName ?? packager.appInfo.name;
}

function fuses({ packager, electronPlatformName }: AfterPackContext): FuseV1Config {
  const chosen = packager.config.electronFuses ?? {};
  const decided = (name: keyof typeof chosen): boolean => {
    const value = chosen[name];
    if (value === undefined) throw new Error(`electronFuses.${name} is not decided in electron-builder.yml`);
    return value;
  };
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // An unsigned build for a Mac with Apple's processor runs only with a signature of its own machine.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: decided('runAsNode'),
    [FuseV1Options.EnableCookieEncryption]: decided('enableCookieEncryption'),
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: decided('enableNodeOptionsEnvironmentVariable'),
    [FuseV1Options.EnableNodeCliInspectArguments]: decided('enableNodeCliInspectArguments'),
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: decided('enableEmbeddedAsarIntegrityValidation'),
    [FuseV1Options.OnlyLoadAppFromAsar]: decided('onlyLoadAppFromAsar'),
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: decided('loadBrowserProcessSpecificV8Snapshot'),
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: decided('grantFileProtocolExtraPrivileges'),
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}
