/**
 * The workstation's window as a person uses it: every element is found by its role and by the text it has in the
 * language on screen, so that what a doctor could not find is not found here either.
 */
import i18next, { type i18n, type ParseKeys } from 'i18next';
import type { Locator, Page } from 'playwright';
import { en } from '../../renderer/i18n/en.ts';
import { zhCN } from '../../renderer/i18n/zh-CN.ts';
import type { Bilingual, Role } from '../../src/workstation/api/common.ts';
import type { NoteField } from '../../src/workstation/api/notes.ts';

export type Language = 'en' | 'zh-CN';

/** What a registrar enters of a patient, and the file with the patient's history. */
export interface NewPatient {
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly identifier: string;
  readonly phone: string;
  readonly address: string;
  readonly pin: string;
  readonly cards: number;
  readonly history: string;
}

/** What a patient goes home with: texts of cards and slips by epoch, and the master card with its passphrase. */
export interface PatientItems {
  readonly cards: ReadonlyMap<number, string>;
  readonly slips: ReadonlyMap<number, string>;
  readonly master: { readonly text: string; readonly passphrase: string };
}

export type { NoteField };

export class WorkstationWindow {
  readonly page: Page;
  readonly language: Language;
  readonly #translation: i18n;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.#translation = i18next.createInstance();
    void this.#translation.init({
      resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
      lng: language,
      interpolation: { escapeValue: false },
      initAsync: false,
    });
  }

  /** The text on screen behind a key. */
  text(key: ParseKeys, values: Readonly<Record<string, string | number>> = {}): string {
    // Which values a text wants differs from key to key, and cannot be told of a key that is passed in.
    const text: unknown = Reflect.apply(this.#translation.t, undefined, [key, values]);
    return String(text);
  }

  name(names: Bilingual): string {
    return this.language === 'zh-CN' ? names.zh : names.en;
  }

  button(key: ParseKeys, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: this.text(key), exact: true });
  }

  field(key: ParseKeys, within: Page | Locator = this.page): Locator {
    return within.getByLabel(this.labelled(key));
  }

  /** A field that must be filled in carries a star. */
  private labelled(key: ParseKeys): RegExp {
    return new RegExp(`^${RegExp.escape(this.text(key))}(\\s*\\*)?$`, 'u');
  }

  async see(content: string | RegExp): Promise<void> {
    await this.page.getByText(content).first().waitFor();
  }

  /** Without the sample patients: whoever wants them asks for them. */
  async setUpDemonstration(passphrase: string, { patients = false } = {}): Promise<void> {
    await this.page.getByRole('checkbox', { name: this.text('firstRun.patients') }).setChecked(patients);
    await this.field('setup.passphrase').fill(passphrase);
    await this.field('setup.again').fill(passphrase);
    await this.button('setup.start').click();
    await this.button('login.unlock').waitFor({ timeout: patients ? 170_000 : 90_000 });
  }

  async unlock(role: Role, institution: Bilingual, passphrase: string): Promise<void> {
    const description = `${this.text(`role.${role}`)} · ${this.name(institution)}`;
    await this.page
      .getByRole('list', { name: this.text('login.accounts') })
      .getByRole('button')
      .filter({ hasText: description })
      .click();
    await this.field('login.passphrase').fill(passphrase);
    await this.button('login.unlock').click();
    await this.page.getByRole('navigation', { name: this.text('nav.label') }).waitFor();
  }

  async lock(): Promise<void> {
    await this.button('app.lock').click();
    await this.button('login.unlock').waitFor();
  }

  async go(
    view:
      | 'today'
      | 'mine'
      | 'granted'
      | 'consults'
      | 'cases'
      | 'phrases'
      | 'registrar'
      | 'samples'
      | 'status',
  ): Promise<void> {
    await this.page
      .getByRole('navigation', { name: this.text('nav.label') })
      .getByRole('button', { name: this.text(`nav.${view}`) })
      .click();
  }

  async registerPatient(patient: NewPatient): Promise<PatientItems> {
    const fields = ['name', 'birthDate', 'identifier', 'phone', 'address'] as const;
    for (const field of fields) await this.field(`registrar.${field}`).fill(patient[field]);
    await this.choose('banner.sex', this.text(`sex.${patient.sex}`));
    await this.field('card.pin').fill(patient.pin);
    await this.field('registrar.pinAgain').fill(patient.pin);
    await this.field('registrar.cards').fill(String(patient.cards));
    await this.field('imports.files').setInputFiles(patient.history);
    await this.see(this.text('imports.count', { count: 1 }));
    await this.button('registrar.registerPatient').click();
    await this.page.getByRole('heading', { name: this.text('sheet.title') }).waitFor({ timeout: 120_000 });
    const master = this.page.getByRole('figure', { name: this.text('sheet.master') });
    return {
      cards: await this.printed('card.title'),
      slips: await this.printed('card.slipTitle'),
      master: {
        text: await this.cardText(master),
        passphrase: await this.page.locator('strong').innerText(),
      },
    };
  }

  /** Every printed item on the sheet whose caption is this text with its epoch. */
  private async printed(key: ParseKeys): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>();
    for (let n = 1; ; n++) {
      const figure = this.page.getByRole('figure', { name: this.text(key, { n }), exact: true });
      if ((await figure.count()) === 0) return found;
      found.set(n, await this.cardText(figure));
    }
  }

  /** The text as a person would select and copy it. */
  private async cardText(figure: Locator): Promise<string> {
    return await this.field('card.text', figure).innerText();
  }

  async registerVisit(department: string): Promise<void> {
    await this.field('today.department').fill(department);
    await this.button('registrar.register').click();
    await this.page.getByRole('alert').filter({ hasText: /\d{6}/u }).waitFor();
  }

  async readCard(text: string): Promise<void> {
    await this.field('card.text').fill(text);
    await this.button('card.read').click();
  }

  async openVisit(): Promise<void> {
    await this.button('card.open').click();
    await this.page.getByRole('tab', { name: this.text('visit.history') }).waitFor({ timeout: 60_000 });
  }

  /** Titles of the history's timeline as shown, newest first. */
  async timeline(): Promise<readonly string[]> {
    const list = this.page.getByRole('list', { name: this.text('chart.timeline') });
    await list.waitFor();
    return await list.getByRole('button').allInnerTexts();
  }

  async tab(part: 'history' | 'note' | 'end'): Promise<void> {
    await this.page.getByRole('tab', { name: this.text(`visit.${part}`) }).click();
  }

  async write(note: readonly (readonly [NoteField, string])[]): Promise<void> {
    for (const [field, content] of note) {
      await this.page.getByRole('textbox', { name: this.labelled(`field.${field}`) }).fill(content);
    }
  }

  /** Goes from the note to the dialog that shows exactly what is signed. */
  async previewSigning(): Promise<Locator> {
    await this.button('note.sign').click();
    const dialog = this.page.getByRole('dialog', { name: this.text('sign.title') });
    await this.field('sign.slip', dialog).waitFor();
    return dialog;
  }

  async sign(slip: string, pin: string): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: this.text('sign.title') });
    await this.field('sign.slip', dialog).fill(slip);
    await this.field('card.pin', dialog).fill(pin);
    await dialog.getByRole('button', { name: this.text('sign.commit') }).click();
    await this.see(this.text('note.signed.consented'));
  }

  /** Ends the visit; answers the text of the next card. */
  async endVisit(): Promise<string> {
    await this.button('end.end').click();
    await this.see(this.text('end.ended'));
    return await this.cardText(this.page.getByRole('figure'));
  }

  async openPatientView(master: PatientItems['master'], at: Bilingual): Promise<void> {
    await this.button('login.patientView').click();
    await this.button('patient.master').click();
    await this.choose('account.institution', this.name(at));
    await this.field('card.text').fill(master.text);
    await this.field('patient.passphrase').fill(master.passphrase);
    await this.button('patient.open').click();
    await this.page
      .getByRole('heading', { name: this.text('patient.openings') })
      .waitFor({ timeout: 60_000 });
  }

  async choose(label: ParseKeys, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: this.text(label) }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }
}
