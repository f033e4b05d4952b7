import type { sharedView as english } from '../en/sharedView.ts';
import type { SameKeys } from '../sameKeys.ts';

export const sharedView: SameKeys<typeof english> = {
  sharedView: {
    title: '共同查看',
    open: '共同查看',
    with: '与{{name}}共同查看',
    shows: '{{name}}希望与您共同查看。',
    look: '查看',
    interrupted: '与对方的连接已中断，恢复后将自动同步您的操作。',
    show: '选择要展示的内容……',
    away: '收起',
    empty: '目前没有展示内容。请选择双方在本次对话中发送过的内容，双方将同时看到。',
    none: '本次对话中尚未发送任何内容。任意一方发送的影像、文档和病历都可以在此共同查看。',
    notHere: '对方正在展示的内容尚未传到本机，收到后将自动打开。',
    mine: '由您发送',
    theirs: '由对方发送',
    kind: { images: '影像', document: '文档', record: '病历' },
    marks: '标注',
    arrow: '箭头',
    line: '画线',
    text: '文字',
    textHere: '标注文字',
    unmark: '移除：{{what}}',
    same: '双方同步查看',
    youLead: '由您主导',
    theyLead: '由{{name}}主导',
  },
  consultNotes: {
    title: '我的记录',
    saving: '正在保存',
    saved: '保存在本机，对方看不到。',
    toOpinion: '写成会诊意见',
    opinion: '会诊意见',
    text: '意见',
    explain: '会诊意见由您签名，补记到所选病历，并写明双方医生及其机构。',
  },
};
