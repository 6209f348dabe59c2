// How a CI is told of a secret that was made in the run, so that its later steps do not show it either.
import type { ReporterOptions } from './reporter.ts';

/**
 * Writes the line that has the runner hide a text. Sources:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#masking-a-value-in-a-log,
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#setsecret-register-a-value-as-a-secret
 * @param secret one line
 * @returns the line with its end; `undefined` where the CI has none
 */
export function maskLine(dialect: ReporterOptions['dialect'], secret: string): string | undefined {
  switch (dialect) {
    case 'github':
      return `::add-mask::${secret}\n`;
    case 'azure':
      return `##vso[task.setsecret]${secret}\n`;
    default:
      return undefined;
  }
}
