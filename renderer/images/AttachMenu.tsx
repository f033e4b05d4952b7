import Add from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import { Button, ButtonGroup, ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material';
import FolderOutlined from '@mui/icons-material/FolderOutlined';
import ImageSearch from '@mui/icons-material/ImageSearch';
import PhotoCamera from '@mui/icons-material/PhotoCamera';
import Scanner from '@mui/icons-material/Scanner';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FileInput } from '../parts/ChooseFile.tsx';

/** Where something to attach can come from, beside files. */
export type AttachSource = 'archive' | 'camera' | 'scanner' | 'voice';

interface AttachMenuProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onFolder: (files: readonly File[]) => void;
  readonly onSource: (source: AttachSource) => void;
  /** Where there is no patient whose images could be looked for. */
  readonly withoutArchive: boolean;
}

const SOURCES: readonly (readonly [Exclude<AttachSource, 'voice'>, ReactNode])[] = [
  ['camera', <PhotoCamera key="camera" fontSize="small" />],
  ['scanner', <Scanner key="scanner" fontSize="small" />],
  ['archive', <ImageSearch key="archive" fontSize="small" />],
];

/** One button for files, and beside it every other way. */
export function AttachMenu(props: AttachMenuProps) {
  const { onFiles, onFolder, onSource, withoutArchive } = props;
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  return (
    <>
      <FileInput ref={files} label={t('images.files')} accept="" multiple onFiles={onFiles} />
      <FileInput ref={folder} label={t('images.folderFiles')} accept="" folder onFiles={onFolder} />
      <ButtonGroup variant="outlined">
        <Button startIcon={<Add />} onClick={() => files.current?.click()}>
          {t('images.choose')}
        </Button>
        <Button
          aria-label={t('images.otherWays')}
          title={t('images.otherWays')}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          sx={{ px: 0.5 }}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ArrowDropDown />
        </Button>
      </ButtonGroup>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem
          onClick={() => {
            close();
            folder.current?.click();
          }}
        >
          <ListItemIcon>
            <FolderOutlined fontSize="small" />
          </ListItemIcon>
          <ListItemText>{t('images.folder')}</ListItemText>
        </MenuItem>
        {SOURCES.filter(([source]) => !withoutArchive || source !== 'archive').map(([source, icon]) => (
          <MenuItem
            key={source}
            onClick={() => {
              close();
              onSource(source);
            }}
          >
            <ListItemIcon>{icon}</ListItemIcon>
            <ListItemText>{t(`images.source.${source}`)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
