import { Button, makeStyles } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { CustomerView, ProjectView } from '../../shared/contract/schemas.ts';
import { PickList } from '../acts/PickList.tsx';
import { engine } from '../bridge/engine.ts';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { searchText } from '../components/searchText.ts';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import type { Read } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { NewCustomer } from './NewCustomer.tsx';

const useStyles = makeStyles({ new: { alignSelf: 'flex-start', minHeight: '40px' } });

/** Where a customer or project is: not in FoccoLojas yet, refused by it, or how far on the way to Promob. */
function statusOf(one: Pick<CustomerView, 'promobStatus' | 'waiting' | 'refused'>): string | null {
  if (one.refused !== undefined) return 'refused';
  return one.waiting === true ? 'waiting' : (one.promobStatus ?? null);
}

/** Marks the choice of a customer who has no project yet. */
const ofCustomer = 'customer:';

/**
 * The project an environment is made in: found by typing, each customer with whether he has arrived in Promob; or a new
 * customer, with his first project.
 */
export function ChooseProject({
  projects,
  onPick,
}: {
  readonly projects: Read<ProjectView[]>;
  readonly onPick: (projectId: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const changed = useChanges(({ of }) => of.customers ?? 0);
  const customers = useRead('customers', async (signal) => engine.customers.list({}, { signal }), changed);
  const [making, setMaking] = useState<CustomerView | 'new' | null>(null);
  const readProjects = useEffectEvent(() => projects.again());
  useEffect(() => {
    if (changed > 0) readProjects();
  }, [changed]);
  const choices = useMemo(() => {
    const known = new Map((customers.value ?? []).map((one) => [one.customerId, one]));
    const withProject = new Set((projects.value ?? []).map(({ customerId }) => customerId));
    const named = (parts: readonly (string | null)[]): string =>
      parts.filter((part) => part !== null && part !== '').join(' · ');
    const word = (status: string | null): string | null =>
      status === null ? null : say.word('customer-status', status);
    return [
      ...(customers.value ?? [])
        .filter((one) => !withProject.has(one.customerId))
        .map((one) => ({
          id: ofCustomer + one.customerId,
          title: one.name,
          under: named([say('customers.no-project'), word(statusOf(one))]),
          searchKey: searchText(one.name),
        })),
      ...(projects.value ?? []).map((one) => ({
        id: one.projectId,
        title: one.customerName,
        under: named([one.name, word(statusOf(one) ?? statusOf(known.get(one.customerId) ?? {}))]),
        searchKey: searchText(`${one.customerName}\n${one.name}`),
      })),
    ];
  }, [customers.value, projects.value, say]);
  if (making !== null) {
    return (
      <NewCustomer
        of={making === 'new' ? undefined : making}
        onBack={() => setMaking(null)}
        onMade={({ projectId }) => {
          projects.again();
          onPick(projectId);
        }}
      />
    );
  }
  if (projects.value === null) return projects.error === null ? <LoadingRows count={3} /> : null;
  return (
    <>
      <Button className={styles.new} icon={<PersonAddRegular />} onClick={() => setMaking('new')}>
        {say('customers.new')}
      </Button>
      <PickList
        label={say('home.create.project.search')}
        choices={choices}
        picked={null}
        next
        onPick={(id) => {
          const customer = id.startsWith(ofCustomer)
            ? customers.value?.find(({ customerId }) => ofCustomer + customerId === id)
            : undefined;
          if (customer === undefined) onPick(id);
          else if (customer.refused === undefined) setMaking(customer);
        }}
        none={say('home.create.project.none')}
      />
    </>
  );
}
