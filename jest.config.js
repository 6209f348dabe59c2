// The lanes of the tests: `npm test` runs all but those that need a machine of their own, which have a folder each.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

// The files of a folder that has a `room.ts` run as one suite; where files are asked for, each runs alone.
const isWhole = !process.argv.slice(2).some((word) => /^--testPathPatterns?\b|^[^-]/.test(word));
const rooms = readdirSync(new URL('__tests__/', import.meta.url), { recursive: true })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => isWhole && name.endsWith('/room.ts'))
  .map((name) => `/__tests__/${name.replace('room.ts', '.*\\.test\\.ts$')}`);

/** @type {import('jest').Config} */
export default {
  globalSetup: './testing/spawner-of-run.ts',
  roots: ['<rootDir>/__tests__', '<rootDir>/src'],
  testMatch: ['**/*.test.ts', ...(isWhole ? ['**/room.ts'] : [])],
  testPathIgnorePatterns: ['/node_modules/', '/__tests__/(container|load)/', ...rooms],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  // Most tests wait for servers and processes most of the time.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  testTimeout: 240_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts'],
  coverageReporters: ['text-summary', 'lcov'],
};
