import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useSay } from '../text/language.ts';
import { CopyNotes } from '../acts/CopyNotes.tsx';
import { useHomeView } from './homeView.ts';
import { useLooseFiles } from '../acts/useLooseFiles.ts';

const useStyles = makeStyles({
  bar: { margin: '4px 24px', minHeight: '56px', '@media (max-width: 800px)': { margin: '4px 8px' } },
  button: { minHeight: '40px' },
});

/** New files that ask what they are: said above the environments, answered among the files. */
export function QuestionsNotice() {
  const styles = useStyles();
  const say = useSay();
  const { files } = useLooseFiles();
  const count = files?.filter(({ question }) => question !== undefined).length ?? 0;
  if (count === 0) return <CopyNotes />;
  return (
    <>
      <CopyNotes />
      <MessageBar intent="warning" className={styles.bar}>
        <MessageBarBody>
          {count === 1 ? say('home.questions.one') : say('home.questions', { count })}
        </MessageBarBody>
        <MessageBarActions>
          <Button
            size="medium"
            className={styles.button}
            onClick={() => useHomeView.setState({ tab: 'files' })}
          >
            {say('home.questions.answer')}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </>
  );
}
