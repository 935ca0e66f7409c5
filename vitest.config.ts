import { defineConfig } from 'vitest/config';

/** What the sources and the pages must be, without a cloud. */
const HOUSE = ['tests/architecture.test.ts', 'tests/links.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', ...HOUSE] } },
      {
        extends: true,
        test: {
          name: 'api',
          include: ['tests/**/*.test.ts', 'labs/**/*.test.ts'],
          exclude: [...HOUSE, '**/node_modules/**'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
