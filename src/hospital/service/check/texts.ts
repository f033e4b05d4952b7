/** What each finding of `check` means, and what to do, in the two languages. */
import type { Explanation } from '../../../node/commandLine/finding.ts';

function fine(en: string, zh: string): Explanation {
  return { en: [en, ''], zh: [zh, ''] };
}

export const FINDINGS = {
  'config-ok': fine('The configuration is right.', '配置正确。'),
  'config-malformed': {
    en: [
      'The configuration is not right.',
      'Correct what stands at the place named; NODE.md lists the settings.',
    ],
    zh: ['配置不正确。', '请改正所指位置；可用设置见 NODE.md。'],
  },
  'folder-ok': fine('The node’s folder is its owner’s alone.', '节点文件夹只有其属主可以访问。'),
  'folder-missing': {
    en: ['There is no such folder.', 'Name another with --data, or make a node with "init" or "join".'],
    zh: ['没有这个文件夹。', '请用 --data 指定，或用 "init" 或 "join" 创建节点。'],
  },
  'folder-foreign': {
    en: ['The folder belongs to another user.', 'Run the command as the user of the service.'],
    zh: ['文件夹属于其他用户。', '请以服务的用户运行该命令。'],
  },
  'folder-open': {
    en: [
      'Others on this machine may enter the folder, which holds keys.',
      'Take the rights away: chmod -R go= FOLDER.',
    ],
    zh: ['本机其他用户可以进入含有密钥的文件夹。', '请收回权限：chmod -R go= 文件夹。'],
  },
  'node-ok': fine('The node’s own files are whole.', '节点自身的文件完好。'),
  'node-broken': {
    en: ['A file of the node is missing or damaged.', 'Restore the newest backup into a new folder.'],
    zh: ['节点的文件缺失或损坏。', '请把最新的备份恢复到新文件夹。'],
  },
  'ledger-ok': fine(
    'The ledger opens, and its state is the one that was verified.',
    '账本可以打开，且状态与验证过的一致。',
  ),
  'ledger-broken': {
    en: [
      'The ledger does not open, or was changed from outside.',
      'A node that follows fetches it again when the file is removed; a node that makes the blocks needs its backup.',
    ],
    zh: ['账本无法打开，或被外部修改。', '跟随节点删除该文件后会重新获取；出块节点需要恢复备份。'],
  },
  'store-ok': fine('What the node holds for others is whole.', '节点为他人保存的内容完好。'),
  'store-broken': {
    en: [
      'What the node holds for others does not open.',
      'Restore the newest backup; other institutions may hold copies.',
    ],
    zh: ['节点为他人保存的内容无法打开。', '请恢复最新备份；其他机构可能存有副本。'],
  },
  'node-running': fine('The node runs and answers.', '节点正在运行并应答。'),
  'node-resting': fine('The node does not run.', '节点没有运行。'),
  'node-silent': {
    en: ['A process holds the folder and does not answer.', 'Look at its log; end it and start it again.'],
    zh: ['有进程占用该文件夹但不应答。', '请查看其日志，结束后重新启动。'],
  },
  'clock-ok': fine('This machine’s clock agrees with the validator’s.', '本机时钟与验证者一致。'),
  'clock-off': {
    en: [
      'This machine’s clock and the validator’s differ too much.',
      'Set the clock (NTP) on the machine that is wrong.',
    ],
    zh: ['本机时钟与验证者相差过大。', '请校准出错机器的时钟（NTP）。'],
  },
  'clock-unknown': {
    en: [
      'The clock could not be compared with a validator’s word.',
      'Look at it yourself, or check again when the node runs.',
    ],
    zh: ['无法与验证者核对时钟。', '请自行查看，或在节点运行时再检查。'],
  },
} as const satisfies Readonly<Record<string, Explanation>>;

export type FindingCode = keyof typeof FINDINGS;
