import type { Migration } from '../../migrations.ts';

/**
 * An own file may lie at the node although it was never noted there: its doctor was logged out while its last bytes were
 * on their way. So it is noted before it is brought, and taken back as one that was.
 */
export const desk0310: Migration = {
  number: 310,
  name: 'begun-storing',
  sql: `
    ALTER TABLE dialogue_files ADD COLUMN begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1));

    DROP TRIGGER given_away_by_receipt;
    DROP TRIGGER given_away_by_deletion;
    DROP TRIGGER given_away_by_end;
    CREATE TRIGGER given_away_by_receipt AFTER UPDATE OF state ON dialogue_given
    WHEN NEW.state = 'whole' AND OLD.state <> 'whole' BEGIN
      INSERT OR IGNORE INTO given_away
        SELECT f.blob_id FROM dialogue_files f JOIN dialogue_messages m ON m.id = f.message
        WHERE f.message = NEW.message AND (f.stored = 1 OR f.begun = 1) AND m.mine = 1;
    END;
    CREATE TRIGGER given_away_by_deletion AFTER DELETE ON dialogue_files WHEN OLD.stored = 1 OR OLD.begun = 1 BEGIN
      INSERT OR IGNORE INTO given_away VALUES (OLD.blob_id);
    END;
    CREATE TRIGGER given_away_by_end AFTER UPDATE OF ended ON dialogues
    WHEN NEW.ended IS NOT NULL AND OLD.ended IS NULL BEGIN
      INSERT OR IGNORE INTO given_away
        SELECT f.blob_id FROM dialogue_files f JOIN dialogue_messages m ON m.id = f.message
        WHERE m.dialogue = NEW.id AND (f.stored = 1 OR f.begun = 1) AND m.mine = 1;
    END;
  `,
};
