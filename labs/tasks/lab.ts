import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Lab, LabEnvironment } from '../lab.ts';
import { toLines } from '../report.ts';
import { createTask, deleteTask, getTasks } from './api.ts';
import {
  createClients,
  createFunctions,
  createIndex,
  createTable,
  deleteBackend,
  describeIndex,
  GET_TASKS,
  INDEX,
  NAMES,
  TABLE,
  useIndex,
  type Clients,
} from './resources.ts';

export interface TasksResult {
  readonly created: number;
  /** getTasks on the table alone: its status, and what DynamoDB said. */
  readonly withoutIndex: { readonly status: number; readonly reason: string };
  /** How many of the items that were there the new index holds. */
  readonly indexed: number;
  readonly ofAnn: readonly string[];
  readonly ofBob: readonly string[];
  /** Ann's tasks after Bob has tried to delete one of them, and after she has. */
  readonly afterBob: readonly string[];
  readonly afterAnn: readonly string[];
}

const STEPS = 7;
const STEP_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
export const REFUSAL = 'ValidationException: Query condition missed key schema element: taskId';

export const tasksLab: Lab<TasksResult> = {
  name: 'tasks',
  summary: 'three functions over a table; a query that the key cannot answer, and the index that can',
  names: NAMES,
  run: runTasks,
  report: toReport,
  cleanUp: (environment) => deleteBackend(createClients(environment)),
};

async function runTasks(environment: LabEnvironment): Promise<TasksResult> {
  const clients = createClients(environment);
  const tell = (done: number, label: string) => environment.progress(done, STEPS, label);
  tell(0, 'creating the table');
  await createTable(clients);
  tell(1, 'creating the role and three functions');
  await createFunctions(clients);

  tell(2, 'creating tasks of Ann and Bob');
  const taskIds: string[] = [];
  for (const [user, title] of [
    ['ann', 'Buy milk'],
    ['ann', 'Call Bob'],
    ['bob', 'Call Ann'],
  ] as const) {
    taskIds.push(await createTask(clients, user, title));
    // Apart in time, so that the index has an order to keep.
    await environment.pass(STEP_MS);
  }

  tell(3, 'asking for the tasks of a user');
  const { status } = await getTasks(clients, 'ann');
  const reason = await findReason(environment, clients);

  tell(4, 'adding an index by user');
  await createIndex(clients);
  const indexed = await awaitIndex(environment, clients);
  await useIndex(clients);

  tell(5, 'asking again, through the index');
  const [ofAnn, ofBob] = await Promise.all([getTasks(clients, 'ann'), getTasks(clients, 'bob')]);

  tell(6, 'deleting a task');
  await deleteTask(clients, 'bob', taskIds[0]!);
  const afterBob = await getTasks(clients, 'ann');
  await deleteTask(clients, 'ann', taskIds[0]!);
  const afterAnn = await getTasks(clients, 'ann');
  tell(STEPS, 'done');

  return {
    created: new Set(taskIds).size,
    withoutIndex: { status, reason },
    indexed,
    ofAnn: ofAnn.titles,
    ofBob: ofBob.titles,
    afterBob: afterBob.titles,
    afterAnn: afterAnn.titles,
  };
}

/** The user is told little; the function's log has what DynamoDB said. */
async function findReason(environment: LabEnvironment, { logs }: Clients): Promise<string> {
  for (let waited = 0; waited <= LONGEST_WAIT_MS; waited += STEP_MS) {
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${GET_TASKS}`, filterPattern: '"getTasks failed"' }),
    );
    const line = events.at(-1)?.message;
    if (line !== undefined) return line.split('getTasks failed: ')[1]!.trim();
    await environment.pass(STEP_MS);
  }
  return 'the function logged no reason';
}

/** Resolves with its number of items when the index may be read. */
async function awaitIndex(environment: LabEnvironment, clients: Clients): Promise<number> {
  for (let waited = 0; waited <= LONGEST_WAIT_MS; waited += STEP_MS) {
    const { IndexStatus, ItemCount } = await describeIndex(clients);
    if (IndexStatus === 'ACTIVE') return ItemCount!;
    await environment.pass(STEP_MS);
  }
  throw new Error(`the index ${INDEX} did not become active`);
}

function toReport(result: TasksResult): { text: string; addsUp: boolean } {
  const { created, withoutIndex, indexed, ofAnn, ofBob, afterBob, afterAnn } = result;
  const addsUp =
    created === 3 &&
    withoutIndex.status === 500 &&
    withoutIndex.reason === REFUSAL &&
    indexed === created &&
    ofAnn.length + ofBob.length === created &&
    afterBob.join() === ofAnn.join() &&
    afterAnn.length === ofAnn.length - 1;
  const table = toLines([
    ['createTask', `${created} tasks in the table ${TABLE}, keyed by taskId and userId`],
    ['getTasks by userId', `status ${withoutIndex.status}, for DynamoDB says:`],
    ['', withoutIndex.reason],
    ['index by userId', `${INDEX} holds the ${indexed} tasks that were there`],
    ['getTasks through it', `Ann: ${tell(ofAnn)}; Bob: ${tell(ofBob)}`],
    ['deleteTask by Bob', `of Ann's task; Ann: ${tell(afterBob)}`],
    ['deleteTask by Ann', `of her own; Ann: ${tell(afterAnn)}`],
  ]);
  const verdict = addsUp
    ? `${ofAnn.length} of Ann + ${ofBob.length} of Bob = ${created}: every task has its user.`
    : 'The figures do not add up.';
  return { text: `${table}\n${verdict}`, addsUp };
}

const tell = (titles: readonly string[]) => titles.join(', ') || 'nothing';
