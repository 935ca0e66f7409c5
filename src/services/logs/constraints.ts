import type { Constraints } from '../../kernel/service.ts';

export const constraints: Constraints = {};
