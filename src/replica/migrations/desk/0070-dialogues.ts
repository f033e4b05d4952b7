import type { Migration } from '../../migrations.ts';

/**
 * What two doctors have with each other: requests, dialogues, messages, and the mail that carries them. Ratchets and
 * single-use keys are nowhere else: a state and the plaintext that it gave are written together.
 */
export const desk0070: Migration = {
  number: 70,
  name: 'dialogues',
  sql: `
    CREATE TABLE consult_requests (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
      peer BLOB NOT NULL CHECK (length(peer) = 16),
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      subject_kind TEXT CHECK (subject_kind IN ('case', 'record')),
      subject BLOB CHECK (subject IS NULL OR length(subject) = 32),
      reason TEXT NOT NULL,
      issued INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn')),
      -- out: it is at the other side's mailbox
      sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
      -- of this side, when it was made or came
      key_version INTEGER NOT NULL,
      -- out: the secret seeds, in: the public keys; forgotten when the request is answered or over
      x25519 BLOB,
      xwing BLOB
    ) STRICT;
    CREATE INDEX consult_requests_by_peer ON consult_requests (peer, direction, issued);

    -- Requests that were looked at, until their term has passed: nothing is asked twice.
    CREATE TABLE consult_seen (
      sender BLOB NOT NULL CHECK (length(sender) = 16),
      nonce BLOB NOT NULL CHECK (length(nonce) = 16),
      issued INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      PRIMARY KEY (sender, nonce)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE consult_blocked (
      doctor BLOB PRIMARY KEY NOT NULL CHECK (length(doctor) = 16),
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Whose signing key was compared by its safety number.
    CREATE TABLE consult_compared (
      doctor BLOB PRIMARY KEY NOT NULL CHECK (length(doctor) = 16),
      signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What was refused, and why; sender is the doctor whom the node named.
    CREATE TABLE consult_refused (
      id INTEGER PRIMARY KEY,
      sender BLOB NOT NULL CHECK (length(sender) = 16),
      time INTEGER NOT NULL,
      code TEXT NOT NULL
    ) STRICT;

    CREATE TABLE dialogues (
      id INTEGER PRIMARY KEY,
      request BLOB NOT NULL UNIQUE CHECK (length(request) = 32),
      peer BLOB NOT NULL CHECK (length(peer) = 16),
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      -- the other side's key in force as the dialogue began; another one ends it
      peer_sign BLOB NOT NULL CHECK (length(peer_sign) = 32),
      key_version INTEGER NOT NULL,
      associated BLOB NOT NULL,
      started INTEGER NOT NULL,
      ended INTEGER,
      end_code TEXT,
      -- the ratchet; forgotten when the dialogue has ended
      ratchet BLOB,
      CHECK ((ended IS NULL) = (end_code IS NULL)),
      CHECK ((ended IS NULL) = (ratchet IS NOT NULL))
    ) STRICT;

    CREATE TABLE dialogue_messages (
      id INTEGER PRIMARY KEY,
      dialogue INTEGER NOT NULL REFERENCES dialogues (id),
      mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
      message BLOB NOT NULL CHECK (length(message) = 16),
      -- by the author's clock
      time INTEGER NOT NULL,
      text TEXT NOT NULL,
      reply BLOB CHECK (reply IS NULL OR length(reply) = 16),
      edited INTEGER,
      deleted INTEGER,
      state TEXT NOT NULL CHECK (state IN ('queued', 'stored', 'delivered', 'read', 'failed', 'unread', 'seen')),
      code TEXT,
      CHECK ((mine = 0) = (state IN ('unread', 'seen'))),
      CHECK ((state = 'failed') = (code IS NOT NULL)),
      UNIQUE (dialogue, mine, message)
    ) STRICT;
    CREATE INDEX dialogue_messages_by_dialogue ON dialogue_messages (dialogue, id);
    CREATE INDEX dialogue_messages_unread ON dialogue_messages (dialogue) WHERE state = 'unread';

    CREATE TABLE mail_streams (
      peer BLOB PRIMARY KEY NOT NULL CHECK (length(peer) = 16),
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      stream BLOB NOT NULL CHECK (length(stream) = 16),
      next INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Sealed mail, from the transaction that made it until the other side's workstation has it.
    CREATE TABLE mail_out (
      id INTEGER PRIMARY KEY,
      peer BLOB NOT NULL REFERENCES mail_streams (peer),
      sequence INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      sealed BLOB NOT NULL,
      stored INTEGER NOT NULL DEFAULT 0 CHECK (stored IN (0, 1)),
      message INTEGER REFERENCES dialogue_messages (id),
      request BLOB REFERENCES consult_requests (hash),
      UNIQUE (peer, sequence)
    ) STRICT;
    CREATE INDEX mail_out_waiting ON mail_out (peer, sequence) WHERE stored = 0;

    -- Mail that this desk has, and that its node was not yet told of.
    CREATE TABLE mail_handled (
      mail BLOB PRIMARY KEY NOT NULL CHECK (length(mail) = 32)
    ) STRICT, WITHOUT ROWID;
  `,
};
