/** What each finding of `check` means, and what to do, in the two languages. */

/** [what it means, what to do] */
type Explanation = readonly [string, string];

interface Text {
  readonly en: Explanation;
  readonly zh: Explanation;
}

function fine(en: string, zh: string): Text {
  return { en: [en, ''], zh: [zh, ''] };
}

export const FINDINGS = {
  'node-version-ok': fine('Node is new enough.', 'Node 版本符合要求。'),
  'node-version-old': {
    en: [
      'This Node is older than the program needs.',
      'Start the program through npx consilium, which brings its own.',
    ],
    zh: ['Node 版本过旧。', '请用 npx consilium 启动，它自带所需版本。'],
  },
  'native-module-ok': fine('The encrypted database works here.', '加密数据库在本机可用。'),
  'native-module-broken': {
    en: [
      'The encrypted database does not work on this machine.',
      'Install the packages again (npm ci), on this system and for this Node.',
    ],
    zh: ['加密数据库在本机无法使用。', '请在本系统上重新安装依赖（npm ci）。'],
  },
  'data-folder-ok': fine(
    'The data folder is there, and its owner’s alone.',
    '数据文件夹存在，且仅属主可访问。',
  ),
  'data-folder-missing': {
    en: ['There is no data folder.', 'Start the workstation once, or name the right folder with --data.'],
    zh: ['没有数据文件夹。', '请先启动一次工作站，或用 --data 指定。'],
  },
  'data-folder-foreign': {
    en: [
      'The data folder belongs to another user.',
      'Run the command as that user, or give the folder to this one.',
    ],
    zh: ['数据文件夹属于另一用户。', '请以该用户身份运行，或更改文件夹属主。'],
  },
  'data-folder-open': {
    en: [
      'Other users of this machine may enter the data folder.',
      'Take their rights away: chmod 700 on the folder.',
    ],
    zh: ['本机其他用户可进入数据文件夹。', '请收回权限：对该文件夹执行 chmod 700。'],
  },
  'files-open': {
    en: [
      'Other users of this machine may read files of the installation.',
      'Take their rights away: chmod 600 on the file named.',
    ],
    zh: ['本机其他用户可读取安装文件。', '请收回权限：对所列文件执行 chmod 600。'],
  },
  'lock-free': fine('No workstation runs over the data folder.', '没有工作站正在使用数据文件夹。'),
  'lock-held': fine(
    'A workstation or command runs over the data folder.',
    '工作站或命令正在使用数据文件夹。',
  ),
  'lock-stale': fine(
    'The process that had the data folder is gone; the next one takes the folder over.',
    '上次使用数据文件夹的进程已不在，下次启动会自动接管。',
  ),
  'setup-done': fine('This machine is set up.', '本机已完成设置。'),
  'setup-missing': {
    en: ['This machine was not set up yet.', 'Start the workstation and go through its first screen.'],
    zh: ['本机尚未设置。', '请启动工作站并完成首次设置。'],
  },
  'setup-interrupted': {
    en: ['A set-up was begun and not completed.', 'Start the workstation: it begins the set-up anew.'],
    zh: ['设置中途中断。', '请启动工作站，它会重新开始设置。'],
  },
  'machine-malformed': {
    en: ['The file that says what this machine is, is damaged.', 'Restore machine.json from a backup.'],
    zh: ['本机说明文件已损坏。', '请从备份恢复 machine.json。'],
  },
  'machine-key-ok': fine('The machine key is there.', '本机密钥存在。'),
  'machine-key-missing': {
    en: [
      'The key of this machine’s copy of the ledger is missing.',
      'Restore machine-key.json from a backup, or remove replica.db and start the workstation, which fetches the ledger again.',
    ],
    zh: [
      '缺少本机账本副本的密钥。',
      '请从备份恢复 machine-key.json；或删除 replica.db 后启动工作站，重新获取账本。',
    ],
  },
  'machine-key-in-key-ring': {
    en: [
      'The operating system’s key ring holds the machine key: the command line cannot read the copy of the ledger.',
      'Name a copy of the key with --machine-key-file where the command line is needed.',
    ],
    zh: [
      '本机密钥在操作系统钥匙串中，命令行无法读取账本副本。',
      '需要命令行时，请用 --machine-key-file 指定密钥副本。',
    ],
  },
  'machine-key-malformed': {
    en: ['The file of the machine key is damaged.', 'Restore machine-key.json from a backup.'],
    zh: ['本机密钥文件已损坏。', '请从备份恢复 machine-key.json。'],
  },
  'accounts-ok': fine('The key stores of this machine’s accounts are whole.', '本机账户的密钥库完好。'),
  'accounts-none': {
    en: [
      'There is no account on this machine.',
      'Make one in the workstation, or recover one from its recovery words.',
    ],
    zh: ['本机没有账户。', '请在工作站中创建账户，或用恢复词恢复。'],
  },
  'account-unreadable': {
    en: [
      'A key store cannot be read.',
      'Restore its file from a backup, or recover the account from its recovery words.',
    ],
    zh: ['有密钥库无法读取。', '请从备份恢复该文件，或用恢复词恢复账户。'],
  },
  'replica-ok': fine(
    'The copy of the ledger opens, and its state has the verified hash.',
    '账本副本可打开，状态与已验证的哈希一致。',
  ),
  'replica-missing': {
    en: ['There is no copy of the ledger yet.', 'Start the workstation and log in once.'],
    zh: ['还没有账本副本。', '请启动工作站并登录一次。'],
  },
  'replica-halted': {
    en: [
      'The copy of the ledger stopped: a block did not verify. Nothing is signed on it.',
      'Tell whoever runs the node which check failed at which height, and the other institutions.',
    ],
    zh: [
      '账本副本已停止：有区块未通过验证，不会再在其上签名。',
      '请把失败的检查项和高度告知节点管理员和其他机构。',
    ],
  },
  'replica-corrupt': {
    en: [
      'The copy of the ledger was changed from outside, or its file is damaged.',
      'Remove replica.db and start the workstation, which fetches and verifies it again.',
    ],
    zh: ['账本副本被外部修改或文件损坏。', '请删除 replica.db 并启动工作站，重新获取并验证。'],
  },
  'replica-key-wrong': {
    en: [
      'The copy of the ledger does not open with the machine key.',
      'Restore machine-key.json and replica.db from the same time; or remove replica.db and start the workstation.',
    ],
    zh: [
      '本机密钥无法打开账本副本。',
      '请恢复同一时间的 machine-key.json 与 replica.db；或删除 replica.db 后启动工作站。',
    ],
  },
  'replica-version': {
    en: [
      'Another version of the program wrote the copy of the ledger.',
      'Use the newest version of the program; it brings an older copy up to date.',
    ],
    zh: ['账本副本由其他版本的程序写入。', '请使用最新版本，它会更新旧的副本。'],
  },
  'genesis-mismatch': {
    en: [
      'The copy follows another ledger than this machine was set up for.',
      'Restore machine.json, genesis.json and replica.db from the same backup.',
    ],
    zh: ['账本副本与本机设置的账本不一致。', '请从同一备份恢复 machine.json、genesis.json 和 replica.db。'],
  },
  'node-reachable': fine('The hospital node answers.', '医院节点有应答。'),
  'node-resting': {
    en: ['The hospital node does not run now; it runs with the workstation.', ''],
    zh: ['医院节点当前未运行；它随工作站运行。', ''],
  },
  'node-away': {
    en: [
      'The hospital node does not answer although the workstation runs.',
      'Look at the log of the workstation; close it and start it again. What was signed waits in the outbox.',
    ],
    zh: ['工作站在运行，但医院节点没有应答。', '请查看工作站日志，并重新启动。已签名的内容保存在待发箱中。'],
  },
  'node-refused': {
    en: [
      'The hospital node answers, but not as the node of this ledger.',
      'Look at the code: another network, or another version of the program.',
    ],
    zh: ['医院节点有应答，但不是本账本的节点。', '请查看代码：可能是另一网络或另一版本。'],
  },
  'node-folder-broken': {
    en: [
      'The folder of a hospital node is not whole.',
      'Restore it from its backup. Never run a validator from an old copy while another runs.',
    ],
    zh: ['医院节点的文件夹不完整。', '请从备份恢复。切勿在另一验证者运行时从旧副本启动。'],
  },
  'copy-current': fine('A validator confirms the head of the copy.', '验证者确认了副本的最新区块。'),
  'copy-behind': {
    en: ['A validator has newer blocks than the copy.', 'Log in at the workstation: it fetches them.'],
    zh: ['验证者有更新的区块。', '请登录工作站，它会获取新区块。'],
  },
  'copy-ahead': {
    en: [
      'A validator has fewer blocks than were verified here: it was restored from an old copy.',
      'Tell whoever runs the node at once; it must not sign.',
    ],
    zh: ['验证者的区块少于本机已验证的：它可能从旧副本恢复。', '请立即通知节点管理员，它不得签名。'],
  },
  'ledger-forked': {
    en: [
      'A validator signed another block than the one verified here.',
      'Sign nothing, and tell the other institutions.',
    ],
    zh: ['验证者签署了与本机已验证区块不同的区块。', '请停止签名并通知其他机构。'],
  },
  'status-unverified': {
    en: ['What the node says of its head is signed by no validator.', 'Tell whoever runs the node.'],
    zh: ['节点报告的最新区块没有验证者的签名。', '请通知节点管理员。'],
  },
  'clock-ok': fine('The clock agrees with the validator’s.', '本机时钟与验证者一致。'),
  'clock-off': {
    en: [
      'The clock of this machine and the validator’s differ by more than two minutes.',
      'Set the clock (turn on network time), here or there.',
    ],
    zh: ['本机时钟与验证者相差两分钟以上。', '请校准时钟（启用网络时间）。'],
  },
  'clock-behind': {
    en: [
      'The newest block is later than this machine’s clock.',
      'Set the clock of this machine (turn on network time).',
    ],
    zh: ['最新区块的时间晚于本机时钟。', '请校准本机时钟（启用网络时间）。'],
  },
  'clock-unknown': {
    en: [
      'No validator answered, so that the clock could not be compared.',
      'Run the check again while the workstation runs.',
    ],
    zh: ['没有验证者应答，无法核对时钟。', '请在工作站运行时再次检查。'],
  },
} as const satisfies Readonly<Record<string, Text>>;

export type FindingCode = keyof typeof FINDINGS;
