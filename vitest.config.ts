import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'tests/architecture.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'api',
          include: ['tests/**/*.test.ts', 'labs/**/*.test.ts'],
          exclude: ['tests/architecture.test.ts', '**/node_modules/**'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
