import { useTranslation } from 'react-i18next';
import { Choice } from '../../parts/Choice.tsx';
import { chooseDevices, useChosenDevices } from './chosen.ts';
import type { FoundDevice } from './useDevices.ts';

interface DeviceChoiceProps {
  readonly of: 'camera' | 'microphone' | 'speaker';
  readonly found: readonly FoundDevice[];
}

/** The value for the one that the system has: no device is called so. */
const SYSTEM = 'system';

/** Which device of its kind is used on this computer. */
export function DeviceChoice({ of, found }: DeviceChoiceProps) {
  const { t } = useTranslation();
  const chosen = useChosenDevices()[of];
  const isThere = found.some(({ id }) => id === chosen);
  return (
    <Choice
      label={t(`devices.${of}`)}
      margin="none"
      // One that is not plugged in is used again when it is.
      value={isThere && chosen !== null ? chosen : SYSTEM}
      options={[
        [SYSTEM, t('devices.system')],
        ...found.map(({ id, name }, index): [string, string] => [
          id,
          name === '' ? t('devices.unnamed', { number: index + 1 }) : name,
        ]),
      ]}
      onChange={(id) => chooseDevices({ [of]: id === SYSTEM ? null : id })}
    />
  );
}
