import type { Customer, Project } from '../../../shared/api/customers.ts';
import type { CustomerInput } from '../customerRules.ts';
import { Refusal } from '../refusal.ts';
import type { JobRow } from '../store/catalogueStore.ts';
import type { World } from '../world.ts';
import { customerView, projectView } from './views.ts';

/** How long the two services take between themselves, in milliseconds: short, but never at once (rules 4 and 5). */
const BETWEEN_SERVICES_MS = 60;
const JOB_MS = 40;

function arriveInPromob(world: World, id: string): void {
  world.later(BETWEEN_SERVICES_MS, () => {
    world.transaction(() => {
      if (world.catalogue.customerAvailable(id)) world.announce('customer-changed', { customerId: id });
    });
  });
}

/** Rule 4: a customer becomes available in Promob some time after he was created here. */
export function createCustomer(world: World, input: CustomerInput): Customer {
  const id = world.newId();
  world.catalogue.addCustomer({
    id,
    name: input.name,
    email: input.email ?? null,
    phone: input.phone ?? null,
    document: input.document ?? null,
    promobStatus: 'pending',
    createdAt: world.now(),
  });
  world.announce('customer-changed', { customerId: id });
  arriveInPromob(world, id);
  const row = world.catalogue.customer(id);
  if (row === undefined) throw new Error('the customer just added is missing');
  return customerView(row);
}

const REFUSED_NAMES = 'refusedNames';

function refusedNames(world: World): string[] {
  return JSON.parse(world.meta.get(REFUSED_NAMES) ?? '[]') as string[];
}

/** From now on the store has a rule of its own against this name: what only FoccoLojas can know. */
export function refuseName(world: World, name: string): void {
  world.meta.set(REFUSED_NAMES, JSON.stringify([...refusedNames(world), name]));
}

/** @throws Refusal validation-failed */
export function checkNameIsFree(world: World, name: string): void {
  if (!refusedNames(world).includes(name)) return;
  const errors = [{ path: 'body.name', code: 'name-taken', message: 'there is such a customer already' }];
  throw new Refusal('validation-failed', 'the store refuses this customer', { errors });
}

/** A project of a customer. */
export function createProject(world: World, input: { customerId: string; name: string }): Project {
  if (world.catalogue.customer(input.customerId) === undefined)
    throw new Refusal('not-found', 'no such customer');
  const id = world.newId();
  world.catalogue.addProject({ id, customerId: input.customerId, name: input.name, createdAt: world.now() });
  world.announce('customer-changed', { customerId: input.customerId });
  const row = world.catalogue.project(id);
  if (row === undefined) throw new Error('the project just added is missing');
  return projectView(row);
}

/** Makes an environment at once; what the API does by a job. */
export function addEnvironment(
  world: World,
  input: { id: string; projectId: string; name: string; occurrenceId?: string },
): void {
  if (world.catalogue.project(input.projectId) === undefined)
    throw new Refusal('not-found', 'no such project');
  world.catalogue.addEnvironment({
    id: input.id,
    projectId: input.projectId,
    name: input.name,
    occurrenceId: input.occurrenceId ?? null,
    createdAt: world.now(),
  });
  world.announce('environment-changed', { environmentId: input.id });
  world.notify('environment-created', { environmentId: input.id });
}

/** How the next jobs go, as the control API set it: how long each half takes, and how many of the next fail. */
export interface JobCourse {
  readonly halfMs: number;
  readonly fail: number;
}

export function jobCourse(world: World): JobCourse {
  return { halfMs: JOB_MS, fail: 0, ...(JSON.parse(world.meta.get('jobs') ?? '{}') as Partial<JobCourse>) };
}

export function setJobCourse(world: World, course: JobCourse): void {
  world.meta.set('jobs', JSON.stringify(course));
}

function runJob(world: World, job: Pick<JobRow, 'id' | 'environmentId' | 'projectId' | 'name'>): void {
  const { halfMs } = jobCourse(world);
  world.later(halfMs, () => {
    // The request that asked for it may have been rolled back.
    if (world.catalogue.job(job.id) === undefined) return;
    world.transaction(() => {
      world.catalogue.setJob(job.id, 'running');
      world.announce('job-changed', { jobId: job.id });
    });
    world.later(halfMs, () => {
      world.transaction(() => {
        const course = jobCourse(world);
        if (course.fail > 0) {
          setJobCourse(world, { ...course, fail: course.fail - 1 });
          world.catalogue.setJob(job.id, 'failed', 'the environment could not be made');
          world.announce('job-changed', { jobId: job.id });
          return;
        }
        addEnvironment(world, { id: job.environmentId, projectId: job.projectId, name: job.name });
        world.catalogue.setJob(job.id, 'done');
        world.announce('job-changed', { jobId: job.id, environmentId: job.environmentId });
      });
    });
  });
}

/** Rule 5: an environment is created asynchronously; nobody waits for one to start the next. Answers the job and the id the environment will have. */
export function startEnvironment(
  world: World,
  input: { projectId: string; name: string },
): { jobId: string; environmentId: string } {
  if (world.catalogue.project(input.projectId) === undefined)
    throw new Refusal('not-found', 'no such project');
  const job = { id: world.newId(), environmentId: world.newId(), ...input };
  world.catalogue.addJob({ ...job, state: 'queued', error: null });
  world.announce('job-changed', { jobId: job.id });
  runJob(world, job);
  return { jobId: job.id, environmentId: job.environmentId };
}

/** Takes up what a stopped sandbox left unfinished. */
export function resumeUnfinished(world: World): void {
  for (const { id } of world.catalogue.pendingCustomers()) arriveInPromob(world, id);
  for (const job of world.catalogue.openJobs()) runJob(world, job);
}
