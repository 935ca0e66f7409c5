import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GET_TASKS, type Clients } from './resources.ts';

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

/** The functions as API Gateway would call them for a user who has signed in. */
export async function createTask(clients: Clients, userId: string, title: string): Promise<string> {
  const body = JSON.stringify({
    title,
    description: `${title}, for ${userId}`,
    dueDate: '2030-01-01',
    priority: 'high',
  });
  const answer = await invoke(clients, 'createTask', { body, ...signedIn(userId) });
  if (answer.statusCode !== 201) throw new Error(`createTask answered ${answer.statusCode}: ${answer.body}`);
  return (JSON.parse(answer.body) as { taskId: string }).taskId;
}

/** The answer's status, and the titles where it has tasks. */
export async function getTasks(clients: Clients, userId: string): Promise<{ status: number; titles: string[] }> {
  const { statusCode, body } = await invoke(clients, GET_TASKS, signedIn(userId));
  const tasks = statusCode === 200 ? (JSON.parse(body) as { title: string }[]) : [];
  return { status: statusCode, titles: tasks.map(({ title }) => title) };
}

export async function deleteTask(clients: Clients, userId: string, taskId: string): Promise<number> {
  const { statusCode } = await invoke(clients, 'deleteTask', { pathParameters: { taskId }, ...signedIn(userId) });
  return statusCode;
}

/** What a Cognito authorizer adds to a request. */
const signedIn = (userId: string) => ({ requestContext: { authorizer: { claims: { sub: userId } } } });

async function invoke({ lambda }: Clients, FunctionName: string, event: object): Promise<Answer> {
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const payload = Buffer.from(Payload!).toString();
  if (FunctionError) throw new Error(`${FunctionName} failed: ${payload}`);
  return JSON.parse(payload) as Answer;
}
