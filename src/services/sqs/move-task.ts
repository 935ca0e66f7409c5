export type MoveStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';

/** A redrive of a dead-letter queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
export interface MoveTask {
  readonly sourceArn: string;
  readonly startedAt: number;
  readonly taskId: string;
  /** Absent: back to where each message came from. */
  readonly destinationArn: string | undefined;
  readonly maxMessagesPerSecond: number | undefined;
  readonly status: MoveStatus;
  readonly moved: number;
  readonly toMove: number;
  readonly failureReason: string | undefined;
}

interface TaskHandle {
  readonly taskId: string;
  readonly sourceArn: string;
  readonly startedAt: number;
}

export const formatTaskHandle = ({ taskId, sourceArn, startedAt }: TaskHandle) =>
  Buffer.from(JSON.stringify({ taskId, sourceArn, startedAt })).toString('base64');

export function parseTaskHandle(handle: string): TaskHandle | undefined {
  try {
    const parsed = JSON.parse(Buffer.from(handle, 'base64').toString()) as Partial<TaskHandle>;
    const { taskId, sourceArn, startedAt } = parsed;
    if (typeof taskId === 'string' && typeof sourceArn === 'string' && typeof startedAt === 'number')
      return { taskId, sourceArn, startedAt };
  } catch {
    // Not one of ours.
  }
  return undefined;
}

export const isActive = ({ status }: MoveTask) => status === 'RUNNING' || status === 'CANCELLING';
