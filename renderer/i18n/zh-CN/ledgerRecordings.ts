/** Chinese texts of recordings of consults that stand on the ledger. */
import type {
  consultReceipt as englishReceipt,
  ledgerRecordings as englishTexts,
} from '../en/ledgerRecordings.ts';
import type { SameKeys } from '../sameKeys.ts';

export const ledgerRecordings: SameKeys<typeof englishTexts> = {
  ledgerRecording: {
    title: '账本上的会诊录制',
    explain:
      '录制会诊的医生可自愿把录制登记到账本：账本上只有一个不透露任何内容的哈希值，加密的录制存放在医院。两位医生都可以打开，也都可以撤回。',
    put: '登记到账本…',
    putTitle: '把这段录制登记到账本？',
    putWhat:
      '账本上登记的是加盐哈希值、您和{{other}}的姓名以及时间：它表明有这段录制，但不透露任何人说了什么。加密的录制由您的医院保存，另一家医院保存一份副本。',
    putWho: '此后您和{{other}}都可以打开。之后您还可以让其他医生打开。',
    putPatient: '所讨论的患者只同意了录制。只有在患者也同意时，才可让其他医生打开。',
    putBack:
      '登记后无法取消，只能撤回：撤回时每家医院都会删除所存内容并签名确认，两位医生电脑上的录制也会删除。账本上仍会留有曾经登记的记录；此前他人已看过或另存的内容无法收回。',
    putSure: '签名并登记到账本',
    between: '{{holder}}与{{other}}',
    states: {
      waiting: '已签名，等待发送',
      refused: '未被接受',
      standing: '已在账本上',
      withdrawing: '正在撤回',
      withdrawn: '已撤回',
    },
    as: {
      holder: '由您录制',
      other: '由对方医生录制',
      named: '录制医生允许您打开',
    },
    since: '自{{date}}起',
    open: '取回并播放',
    sides: {
      own: '录制医生的画面',
      other: '对方医生的画面',
      mixed: '双方声音',
    },
    checked: '已与账本核对：这正是账本上登记的录制，两位医生均已签名同意。各段内容在取回时逐一核对。',
    proof: '保存证明…',
    who: '谁可以打开…',
    whoTitle: '谁可以打开这段录制',
    always: '始终可以：{{names}}',
    further: '其他医生',
    nobody: '没有其他人。',
    add: '允许打开',
    remove: '不再允许',
    removeNote: '移出后即不能再打开；已经看过的内容无法收回。',
    search: '姓名、医院或专科',
    deleteHere: '仅删除本机上的录制：账本上的登记仍在，两位医生仍可从账本打开。如需全部删除，请撤回。',
    back: '撤回…',
    backTitle: '撤回这段录制？',
    backWarning:
      '每家医院都会删除这段录制及其密钥并签名确认；您和对方医生电脑上的录制也会删除。曾经登记及已撤回的事实仍留在账本上；他人已看过或另存的内容无法收回。',
    backSure: '永久撤回',
    backBy: '由{{name}}于{{date}}撤回。',
    deleted: '已删除：{{names}}。',
    missing_other: '还有{{count}}家医院尚未确认删除：{{names}}。',
  },
};

export const consultReceipt: SameKeys<typeof englishReceipt> = {
  consultReceipt: {
    title: '账本上的会诊凭证',
    explain: '两位医生均签名确认进行过会诊，不含任何会诊内容。双方均计入积分。',
    sign: '签署会诊凭证',
    states: {
      none: '本次会诊在账本上尚无凭证。',
      waiting: '凭证已签署，等待发送。',
      mine: '您已签署本次会诊的凭证，{{other}}尚未签署。',
      theirs: '{{other}}已签署本次会诊的凭证，您签署后生效。',
      stands: '双方已于{{date}}签署本次会诊的凭证。',
      refused: '凭证未被接受。',
    },
  },
};
