// The walls: which rooms and packages each room may import. Biome's configuration is made from this table (`npm run walls`).

/**
 * Every room of src/, from the roof down: a folder (the files right in it) or a single file, and what it may import. A room imports
 * only what stands below it, so that no arrow points up; a new arrow is a decision, and it is taken here.
 */
export const walls: Readonly<Record<string, readonly string[]>> = {
  'index.ts': ['main.ts', 'node:net'],
  'main.ts': ['cli', 'commands', 'config', 'report', 'errors.ts', 'version.ts', 'node:fs'],
  cli: ['config', 'errors.ts'],
  commands: [
    'change',
    'config',
    'git',
    'hosts',
    'notify',
    'manifest',
    'report',
    'remote/ssh',
    'errors.ts',
    'version.ts',
    'node:fs/promises',
  ],
  change: ['git', 'manifest', 'image', 'errors.ts'],
  config: ['manifest/path.ts', 'manifest/target.ts', 'image', 'errors.ts', 'node:util'],
  report: ['errors.ts', '@actions/core', 'diff', 'node:crypto', 'node:fs'],
  notify: ['errors.ts', '@slack/types', '@slack/web-api', '@slack/webhook', 'node:http'],
  git: [
    'git/land',
    'git/fetch',
    'git/wire',
    'git/transport',
    'git/packets',
    'git/objects',
    'http',
    'remote',
    'remote/ssh',
    'errors.ts',
  ],
  'git/land': ['git/objects', 'http', 'errors.ts', 'p-retry', 'node:timers/promises'],
  'git/fetch': ['git/wire', 'git/transport', 'git/objects', 'http', 'remote', 'errors.ts', 'picomatch'],
  'git/wire': ['git/packets', 'git/transport', 'git/objects', 'http', 'node:crypto', 'node:zlib'],
  'git/transport': [
    'git/packets',
    'http',
    'remote',
    'remote/ssh',
    'errors.ts',
    'ssh2',
    'node:http',
    'node:net',
  ],
  'git/packets': [],
  'git/objects': ['remote/ssh', 'errors.ts', 'node:crypto'],
  hosts: [],
  http: ['remote', 'errors.ts', 'node:http', 'node:https', 'node:net', 'node:tls'],
  remote: ['errors.ts'],
  'remote/ssh': ['errors.ts', 'ssh2', 'node:crypto', 'node:net'],
  manifest: ['manifest/explain', 'manifest/find', 'manifest/edit', 'manifest/yaml', 'image', 'errors.ts'],
  'manifest/explain': [
    'manifest/find',
    'manifest/shapes',
    'manifest/edit',
    'manifest/yaml',
    'image',
    'errors.ts',
    'yaml',
  ],
  'manifest/find': ['manifest/shapes', 'manifest/edit', 'manifest/yaml', 'image', 'errors.ts', 'yaml'],
  'manifest/shapes': ['manifest/edit', 'manifest/yaml', 'image', 'errors.ts', 'yaml'],
  'manifest/edit': ['manifest/yaml', 'image', 'errors.ts', 'yaml'],
  'manifest/yaml': ['manifest/path.ts', 'errors.ts', 'yaml'],
  'manifest/target.ts': ['manifest/path.ts', 'image', 'errors.ts'],
  'manifest/path.ts': ['errors.ts'],
  image: ['errors.ts'],
  'version.ts': [],
  'errors.ts': [],
};

/** The files of a room that the rooms outside may import; every file of the room itself, where it is not named here. */
export const entrances: Readonly<Record<string, readonly string[]>> = {
  git: ['repository.ts'],
  manifest: ['set-image.ts', 'path.ts', 'target.ts'],
};
