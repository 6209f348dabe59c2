// TeamCity: https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html
import {
  branchOf,
  type CiRun,
  firstGiven,
  identityOf,
  unknownRun,
  type Variables,
  webAddress,
} from './ci-run.ts';
import { sourceRepository } from './source-repository.ts';

/**
 * Reads the build of TeamCity: its variables, and the files of parameters that they lead to.
 * @param readText gives the text of the file at a path; `undefined` where there is none
 * @returns what the agent says of it
 */
export function readTeamCityRun(variables: Variables, readText: (path: string) => string | undefined): CiRun {
  const parameters = readParameters(variables, readText);
  const login = firstGiven(parameters['teamcity.build.triggeredBy.username']);
  // Without a user it is the name of what triggered it, "Git".
  const actor = login && (firstGiven(parameters['teamcity.build.triggeredBy']) ?? login);
  const branch = firstGiven(parameters['teamcity.build.branch'], parameters['vcsroot.branch']);
  return {
    ...unknownRun,
    ...sourceRepository(parameters['vcsroot.url']),
    log: 'teamcity',
    commit: firstGiven(variables.BUILD_VCS_NUMBER, parameters['build.vcs.number']),
    branch: branch === '<default>' ? branchOf(parameters['vcsroot.branch']) : (branchOf(branch) ?? branch),
    runUrl: webAddress(variables.BUILD_URL) ?? buildPage(parameters),
    actor,
    author: identityOf(actor, undefined, undefined),
  };
}

function buildPage(parameters: Variables): string | undefined {
  const server = webAddress(parameters['teamcity.serverUrl'])?.replace(/\/$/, '');
  const id = firstGiven(parameters['teamcity.build.id']);
  return server && id && `${server}/viewLog.html?buildId=${id}`;
}

/** The one file names the other: system properties, and configuration parameters. */
function readParameters(variables: Variables, readText: (path: string) => string | undefined): Variables {
  const read = (path: string | undefined) => (path ? parseProperties(readText(path) ?? '') : {});
  const system = read(variables.TEAMCITY_BUILD_PROPERTIES_FILE);
  return { ...read(system['teamcity.configuration.properties.file']), ...system };
}

/** The form of java.util.Properties, as far as TeamCity writes it: `key=value`, with `\:`, `\\` and `\u0020` in them. */
function parseProperties(text: string): Variables {
  const lines = [...text.matchAll(/^([^#!\s=:][^=:\n]*(?:\\[=:][^=:\n]*)*)=(.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, key = '', value = '']) => [unescaped(key).trim(), unescaped(value)]),
  );
}

function unescaped(text: string): string {
  return text
    .replace(/\r$/, '')
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
      code === undefined ? letter : String.fromCharCode(Number.parseInt(code, 16)),
    );
}
