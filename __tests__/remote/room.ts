import { joinSuites } from '../../testing/join-suites.ts';

await joinSuites(new URL('./', import.meta.url));
