/** Sentences of the codes that the service's command line meets most, in the two languages. */
import type { Sentence } from '../../node/commandLine/command.ts';
import { COMMON_TEXTS } from '../../node/commandLine/texts.ts';

export const NODE_TEXTS: Readonly<Record<string, Sentence>> = {
  ...COMMON_TEXTS,
  'usage-command': {
    en: 'There is no such command. "consilium-node --help" lists them.',
    zh: '没有这个命令。请用 "consilium-node --help" 查看全部命令。',
  },
  'config-missing': {
    en: 'The configuration {file} cannot be read.',
    zh: '无法读取配置文件 {file}。',
  },
  'config-malformed': {
    en: 'The configuration {file} is not right at "{at}": NODE.md lists what may stand there.',
    zh: '配置文件 {file} 在 "{at}" 处不正确：可填内容见 NODE.md。',
  },
  'relay-secret': {
    en: 'The relay’s secret in {file} cannot be read, or is not 16 or more characters without a space.',
    zh: '无法读取 {file} 中的中继密钥，或其中不是 16 个以上不含空格的字符。',
  },
  'node-missing': {
    en: 'There is no node in this folder: make one with "init" or "join", or name its folder with --data.',
    zh: '该文件夹中没有节点：请用 "init" 或 "join" 创建，或用 --data 指定文件夹。',
  },
  'node-exists': {
    en: 'There is a node in {folder} already: nothing was changed.',
    zh: '{folder} 中已有节点：没有做任何更改。',
  },
  'node-away': {
    en: 'The node does not run over this folder: start it with "start".',
    zh: '该文件夹的节点没有运行：请用 "start" 启动。',
  },
  'data-folder-in-use': {
    en: 'The node runs over this folder already (process {pid}).',
    zh: '该文件夹的节点已在运行（进程 {pid}）。',
  },
  'node-config-malformed': {
    en: 'node.json of this folder is damaged: restore it from a backup.',
    zh: '该文件夹的 node.json 已损坏：请从备份恢复。',
  },
  'node-keys-malformed': {
    en: 'node.keys of this folder is damaged: restore it from a backup.',
    zh: '该文件夹的 node.keys 已损坏：请从备份恢复。',
  },
  'listen-failed': {
    en: 'The node cannot listen there ({cause}): is the port taken, or the address not this machine’s?',
    zh: '无法在该地址监听（{cause}）：端口是否被占用，或地址不属于本机？',
  },
  'ledger-rolled-back': {
    en: 'The ledger here ends at block {height}, but this node has signed up to block {signed}: an older copy was put back. It goes on when a workstation or another node that verified the missing blocks has handed them back.',
    zh: '此处账本止于区块 {height}，而本节点已签到区块 {signed}：账本被换成了旧副本。待核验过缺失区块的工作站或其他节点交还后，即可继续。',
  },
  'folder-not-empty': {
    en: 'The folder {folder} holds files already: name a new one.',
    zh: '文件夹 {folder} 不为空：请指定新文件夹。',
  },
  'address-malformed': {
    en: 'An address is written wss://HOST:PORT.',
    zh: '地址的写法是 wss://主机:端口。',
  },
  'passphrase-weak': {
    en: 'The passphrase is too easy to guess: take a longer one.',
    zh: '口令过于简单，请使用更长的口令。',
  },
  'passphrase-wrong': { en: 'The passphrase is wrong.', zh: '口令错误。' },
  'keystore-malformed': { en: 'The file is no key store.', zh: '该文件不是密钥库。' },
  'keystore-altered': { en: 'The key store was altered.', zh: '密钥库被篡改。' },
  'role-officer-required': { en: 'An officer’s key store is needed.', zh: '需要机构管理员的密钥库。' },
  'fingerprint-unconfirmed': {
    en: 'Compare this fingerprint with {nameEn} ({nameZh}, {role}), by voice or on paper: {fingerprint}. Then give it with --fingerprint.',
    zh: '请当面或通过电话与{nameZh}（{nameEn}，{role}）核对指纹：{fingerprint}，然后用 --fingerprint 给出。',
  },
  'enrolment-malformed': { en: 'This is no enrolment text.', zh: '不是有效的登记文本。' },
  'enrolment-altered': {
    en: 'The enrolment text was altered: ask the person to make it again.',
    zh: '登记文本被篡改：请本人重新生成。',
  },
  'enrolment-foreign': {
    en: 'The enrolment text is for another institution or ledger.',
    zh: '登记文本属于其他机构或账本。',
  },
  'backup-malformed': { en: 'There is no backup of a node in this folder.', zh: '该文件夹中没有节点备份。' },
  'backup-altered': {
    en: 'The file {file} of the backup is not as it was written: nothing was restored.',
    zh: '备份中的文件 {file} 与写入时不同：没有恢复任何内容。',
  },
  'known-height-missing': {
    en: 'This node makes the blocks, and its backup ends at block {height}: look up the highest block that any workstation shows, and give it with --known-height.',
    zh: '该节点负责出块，备份止于区块 {height}：请查看各工作站显示的最高区块，并用 --known-height 给出。',
  },
  'join-code-malformed': { en: 'This is no join code.', zh: '不是有效的加入码。' },
  'genesis-mismatch': {
    en: 'The node has another ledger than the join code names: ask the officer who made it.',
    zh: '该节点的账本与加入码不符：请询问给出加入码的管理员。',
  },
  'node-key-mismatch': {
    en: 'What answers at the node’s address is not that node. Nothing was sent to it.',
    zh: '节点地址上的应答者不是该节点，没有向其发送任何内容。',
  },
  'application-malformed': { en: 'The file is no application.json.', zh: '该文件不是 application.json。' },
  'invitations-full': {
    en: 'Too many invitations are open: decline or wait.',
    zh: '未完成的邀请过多：请先拒绝或等待。',
  },
  'node-syncing': {
    en: 'The node has not caught up with the ledger yet: try again in a moment.',
    zh: '节点尚未同步账本，请稍后重试。',
  },
};
