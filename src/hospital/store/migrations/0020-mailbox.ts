import type { Migration } from '../../../replica/migrations.ts';

/**
 * Mailboxes. A message that was fetched and acknowledged, or waited too long, loses its content and stays as a line
 * with its state until its sender needs that no more.
 */
export const node0020: Migration = {
  number: 20,
  name: 'mailbox',
  sql: `
    CREATE TABLE mail_streams (
      id INTEGER PRIMARY KEY,
      recipient BLOB NOT NULL CHECK (length(recipient) = 16),
      sender BLOB NOT NULL CHECK (length(sender) = 16),
      stream BLOB NOT NULL CHECK (length(stream) = 16),
      next INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX mail_streams_by_name ON mail_streams (sender, recipient, stream);

    CREATE TABLE mail (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      stream INTEGER NOT NULL REFERENCES mail_streams (id),
      recipient BLOB NOT NULL CHECK (length(recipient) = 16),
      sender BLOB NOT NULL CHECK (length(sender) = 16),
      sequence INTEGER NOT NULL,
      mail BLOB NOT NULL UNIQUE CHECK (length(mail) = 32),
      stored INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'expired')),
      changed INTEGER NOT NULL,
      sealed BLOB CHECK ((sealed IS NOT NULL) = (state = 'waiting'))
    ) STRICT;
    CREATE UNIQUE INDEX mail_by_sequence ON mail (stream, sequence);
    CREATE INDEX mail_waiting ON mail (recipient, position) WHERE state = 'waiting';
    CREATE INDEX mail_expiring ON mail (expires) WHERE state = 'waiting';
    CREATE INDEX mail_settled ON mail (changed) WHERE state <> 'waiting';

    -- How much waits in each mailbox, of whom: asked at every message, so never counted anew.
    CREATE TABLE mail_load (
      id INTEGER PRIMARY KEY,
      recipient BLOB NOT NULL CHECK (length(recipient) = 16),
      sender BLOB NOT NULL CHECK (length(sender) = 16),
      messages INTEGER NOT NULL CHECK (messages >= 0),
      bytes INTEGER NOT NULL CHECK (bytes >= 0)
    ) STRICT;
    CREATE UNIQUE INDEX mail_load_by_name ON mail_load (recipient, sender);
    CREATE TRIGGER mail_arrives AFTER INSERT ON mail BEGIN
      INSERT INTO mail_load (recipient, sender, messages, bytes)
      VALUES (NEW.recipient, NEW.sender, 1, length(NEW.sealed))
      ON CONFLICT (recipient, sender) DO UPDATE SET messages = messages + 1, bytes = bytes + excluded.bytes;
    END;
    CREATE TRIGGER mail_settles AFTER UPDATE OF sealed ON mail WHEN NEW.sealed IS NULL AND OLD.sealed IS NOT NULL BEGIN
      UPDATE mail_load SET messages = messages - 1, bytes = bytes - length(OLD.sealed)
      WHERE recipient = OLD.recipient AND sender = OLD.sender;
    END;
  `,
};
