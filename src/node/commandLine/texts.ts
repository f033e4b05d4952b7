/** Sentences of the codes that every command line may meet, in the two languages. */
import type { Sentence } from './command.ts';

export const COMMON_TEXTS: Readonly<Record<string, Sentence>> = {
  internal: {
    en: 'The program itself failed: {reason}',
    zh: '程序内部错误：{reason}',
  },
  'usage-operands': {
    en: 'The command is written: {usage}',
    zh: '该命令的写法是：{usage}',
  },
  'usage-value': {
    en: 'The value of {option} is not what it takes: {expected}.',
    zh: '选项 {option} 的值不正确，应为：{expected}。',
  },
  'usage-missing': {
    en: 'The command needs {option}.',
    zh: '该命令需要 {option}。',
  },
  'usage-stdin': {
    en: 'Only one input can come from standard input.',
    zh: '只能有一个输入来自标准输入。',
  },
  'usage-option': {
    en: 'The command does not take these options ({option}); see its --help.',
    zh: '该命令不接受这些选项（{option}），请查看它的 --help。',
  },
  'secret-in-arguments': {
    en: 'A secret stood among the arguments, where every process on this machine can read it. Use the environment, a file or standard input, and consider the secret as known to others.',
    zh: '参数中出现了秘密，本机上的任何程序都能看到。请改用环境变量、文件或标准输入，并视该秘密为已泄露。',
  },
  'secret-missing': {
    en: 'A secret is missing ({secret}): give it with {option} or the environment variable {variable}.',
    zh: '缺少秘密信息（{secret}）：请用 {option} 或环境变量 {variable} 提供。',
  },
  'secret-empty': {
    en: 'The input for {secret} is empty.',
    zh: '{secret} 的输入为空。',
  },
  'secret-too-long': {
    en: 'The input for {secret} is no secret of ours: it is too long.',
    zh: '{secret} 的输入过长，不是本系统的内容。',
  },
  'file-unreadable': {
    en: 'The file {file} cannot be read ({cause}).',
    zh: '无法读取文件 {file}（{cause}）。',
  },
  'file-write-failed': {
    en: 'A file could not be written; is the disk full, or the folder not yours?',
    zh: '文件写入失败：磁盘是否已满，或没有该文件夹的权限？',
  },
  'database-io': {
    en: 'A database file cannot be read or written: look at disk, owner and permissions.',
    zh: '数据库文件无法读写：请检查磁盘、属主和权限。',
  },
  'storage-full': { en: 'The disk is full.', zh: '磁盘已满。' },
  'database-busy': { en: 'The database is busy: try again.', zh: '数据库忙，请重试。' },
  'database-plaintext': {
    en: 'A database file is not encrypted and was not made by this program.',
    zh: '数据库文件未加密，不是本程序生成的。',
  },
  'node-away': {
    en: 'The hospital node does not answer. What was signed waits in the outbox and is sent later, once.',
    zh: '医院节点没有应答。已签名的内容保存在待发箱中，稍后会发送，且只发送一次。',
  },
  'network-mismatch': {
    en: 'The node belongs to another ledger.',
    zh: '该节点属于另一个账本。',
  },
  'update-node': {
    en: 'The hospital node is older than this program: it has to be updated.',
    zh: '医院节点版本过旧，需要升级。',
  },
  'request-timeout': {
    en: 'The hospital node did not answer in time; nothing is lost.',
    zh: '医院节点未及时应答；内容没有丢失。',
  },
  'node-gone': { en: 'The hospital node ended while it started.', zh: '医院节点在启动时退出。' },
  'clock-off': {
    en: 'The clock of this machine and the ledger’s differ too much: look at the date.',
    zh: '本机时钟与账本时间相差过大：请检查日期。',
  },
  'secret-malformed': {
    en: 'The input for {secret} is no text.',
    zh: '{secret} 的输入不是文本。',
  },
};
