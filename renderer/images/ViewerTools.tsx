import FitScreen from '@mui/icons-material/FitScreen';
import Flip from '@mui/icons-material/Flip';
import InvertColors from '@mui/icons-material/InvertColors';
import Rotate90DegreesCw from '@mui/icons-material/Rotate90DegreesCw';
import {
  Button,
  IconButton,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from './ImagePane.tsx';
import { RATES, type Cine } from './useViewing.ts';
import {
  fitted,
  flipped,
  flippedDown,
  inverted,
  PRESETS,
  reset,
  TOOLS,
  turned,
  type Tool,
  type ViewerState,
} from './viewerState.ts';

interface ViewerToolsProps {
  /** Of the active pane. */
  readonly state: ViewerState;
  readonly modality: string;
  /** Images of its stack. */
  readonly count: number;
  readonly cine: Cine;
  readonly onChange: Change;
  readonly onActualSize: () => void;
}

/** All that can be done with the active series; what scrolls and is pointed at does not concern it. */
export function ViewerTools(props: ViewerToolsProps) {
  const { t } = useTranslation();
  const { cine, count, modality, onActualSize, onChange, state } = props;
  const { inverted: isInverted, tool, window } = state;
  return (
    <Stack
      direction="row"
      useFlexGap
      sx={{
        px: 1,
        py: 0.5,
        gap: 0.5,
        flexWrap: 'wrap',
        alignItems: 'center',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Dragging tool={tool} onChange={onChange} />
      {modality === 'CT' && (
        <Presets center={window?.center ?? null} width={window?.width ?? null} onChange={onChange} />
      )}
      <Views isInverted={isInverted} onChange={onChange} onActualSize={onActualSize} />
      {count > 1 && <CineTools {...cine} />}
      <Button size="small" onClick={() => onChange(reset)}>
        {t('images.reset')}
      </Button>
    </Stack>
  );
}

/** A list that fades away would swallow what is dragged meanwhile. */
const AT_ONCE = { select: { MenuProps: { transitionDuration: 0 } } } as const;

interface DraggingProps {
  readonly tool: Tool;
  readonly onChange: Change;
}

const Dragging = memo(function Dragging({ tool, onChange }: DraggingProps) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={tool}
      aria-label={t('images.tools')}
      onChange={(_, chosen: Tool | null) =>
        chosen !== null && onChange((state) => ({ ...state, tool: chosen }))
      }
    >
      {TOOLS.map((one) => (
        <ToggleButton key={one} value={one}>
          {t(`images.tool.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
});

interface PresetsProps {
  readonly center: number | null;
  readonly width: number | null;
  readonly onChange: Change;
}

const Presets = memo(function Presets({ center, width, onChange }: PresetsProps) {
  const { t } = useTranslation();
  const preset = PRESETS.find((one) => one.center === center && one.width === width);
  const own = center === null ? 'file' : 'own';
  return (
    <TextField
      select
      fullWidth={false}
      size="small"
      label={t('images.preset.label')}
      value={preset?.name ?? own}
      slotProps={AT_ONCE}
      sx={{ minWidth: 140 }}
      onChange={({ target }) => {
        const chosen = PRESETS.find(({ name }) => name === target.value);
        const window = chosen === undefined ? null : { center: chosen.center, width: chosen.width };
        onChange((state) => ({ ...state, window }));
      }}
    >
      <MenuItem value="file">{t('images.preset.file')}</MenuItem>
      {PRESETS.map(({ name }) => (
        <MenuItem key={name} value={name}>
          {t(`images.preset.${name}`)}
        </MenuItem>
      ))}
      {preset === undefined && own === 'own' && (
        <MenuItem value="own" disabled>
          {t('viewer.ownWindow')}
        </MenuItem>
      )}
    </TextField>
  );
});

interface ViewsProps {
  readonly isInverted: boolean;
  readonly onChange: Change;
  readonly onActualSize: () => void;
}

const Views = memo(function Views({ isInverted, onChange, onActualSize }: ViewsProps) {
  const { t } = useTranslation();
  const views = [
    { name: 'turn', icon: <Rotate90DegreesCw />, act: () => onChange(turned) },
    { name: 'flip', icon: <Flip />, act: () => onChange(flipped) },
    { name: 'flipDown', icon: <Flip sx={{ rotate: '90deg' }} />, act: () => onChange(flippedDown) },
    { name: 'fit', icon: <FitScreen />, act: () => onChange(fitted) },
  ] as const;
  return (
    <>
      {views.map(({ act, icon, name }) => (
        <IconButton
          key={name}
          size="small"
          aria-label={t(`viewer.${name}`)}
          title={t(`viewer.${name}`)}
          onClick={act}
        >
          {icon}
        </IconButton>
      ))}
      <Button size="small" onClick={onActualSize}>
        {t('viewer.actualSize')}
      </Button>
      <IconButton
        size="small"
        aria-label={t('viewer.invert')}
        title={t('viewer.invert')}
        aria-pressed={isInverted}
        color={isInverted ? 'primary' : 'default'}
        onClick={() => onChange(inverted)}
      >
        <InvertColors />
      </IconButton>
    </>
  );
});

const CineTools = memo(function CineTools({ isPlaying, rate, setPlaying, setRate }: Cine) {
  const { t } = useTranslation();
  return (
    <>
      <Button size="small" aria-pressed={isPlaying} onClick={() => setPlaying(!isPlaying)}>
        {t(isPlaying ? 'images.stop' : 'images.play')}
      </Button>
      <TextField
        select
        fullWidth={false}
        size="small"
        label={t('viewer.rate')}
        value={rate}
        slotProps={AT_ONCE}
        sx={{ minWidth: 90 }}
        onChange={({ target }) => setRate(Number(target.value))}
      >
        {RATES.map((one) => (
          <MenuItem key={one} value={one}>
            {one}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
});
