import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowExportRegular,
  CheckmarkCircleRegular,
  CubeRegular,
  FolderRegular,
  SaveRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { go } from '../app/route.ts';
import { useStatus } from '../state/status.ts';
import { useSay } from '../text/language.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel, openPanel } from './actPanel.ts';
import { SidePanel } from './SidePanel.tsx';

const useStyles = makeStyles({
  steps: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
  },
  step: { display: 'grid', gridTemplateColumns: '40px minmax(0, 1fr)', gap: '16px', alignItems: 'center' },
  icon: {
    width: '40px',
    height: '40px',
    display: 'grid',
    placeItems: 'center',
    fontSize: '24px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  text: { overflowWrap: 'anywhere' },
  folders: {
    margin: 0,
    paddingLeft: '24px',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
});

/** More folders than this are no help in finding one. */
const mostFolders = 5;

/** How to export the listing from Promob, step by step; says so when it has arrived. */
export function ExportPanel({ row }: { readonly row: HomeRow }) {
  const styles = useStyles();
  const say = useSay();
  const folders = useStatus(({ status }) => status?.folders);
  const { environmentId, name, fileName, freshListing } = row;
  const steps: readonly (readonly [string, ReactNode])[] = [
    [
      fileName === undefined ? say('home.export.step1.plain') : say('home.export.step1', { file: fileName }),
      <CubeRegular key="1" />,
    ],
    [say('home.export.step2'), <SaveRegular key="2" />],
    [say('home.export.step3'), <ArrowExportRegular key="3" />],
    [say('home.export.step4'), <CheckmarkCircleRegular key="4" />],
  ];
  return (
    <SidePanel
      title={say('home.export.title', { name })}
      footer={
        <>
          {freshListing && (
            <Button
              appearance="primary"
              size="large"
              onClick={() => openPanel({ kind: 'update', environmentId })}
            >
              {say('home.act.update')}
            </Button>
          )}
          <Button size="large" onClick={closePanel}>
            {say('frame.close')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <div role="status">
        {freshListing && (
          <MessageBar intent="success">
            <MessageBarBody>{say('home.export.arrived')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <Text>{say('home.export.text')}</Text>
      <ol className={styles.steps}>
        {steps.map(([text, icon]) => (
          <li key={text} className={styles.step}>
            <span className={styles.icon} aria-hidden>
              {icon}
            </span>
            <span className={styles.text}>{text}</span>
          </li>
        ))}
      </ol>
      {folders !== undefined && folders.length > 0 && (
        <div>
          <Text weight="semibold">
            <FolderRegular aria-hidden /> {say('home.export.folders')}
          </Text>
          <ul className={styles.folders}>
            {folders.slice(0, mostFolders).map(({ path }) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </div>
      )}
      <Text>
        {say('home.export.automatic')}{' '}
        <Link
          onClick={() => {
            closePanel();
            go({ place: 'settings' });
          }}
        >
          {say('home.export.settings')}
        </Link>
      </Text>
    </SidePanel>
  );
}
