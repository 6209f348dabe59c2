// What is said of a deployment on the pages of its host.
import { dashboardLinks } from '../change/dashboard-links.ts';
import type { Summary } from '../change/summary.ts';
import { headlineOf } from '../change/what-went-where.ts';
import type { Config } from '../config/config.ts';
import type { DeploymentWords } from '../hosts/github-deployment-record.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { neutralise } from '../report/neutralise.ts';

/** What is deployed, as far as it is known. */
interface DeployedEdit {
  readonly edit: ManifestEdit;
  readonly target: Target;
  readonly summary: Summary;
}

/**
 * Makes the address of the environment's page.
 * @returns of the first template that leads somewhere; `undefined`: none does
 */
export function environmentPage(
  { edit, target, summary }: DeployedEdit,
  { deployment, notification }: Pick<Config, 'deployment' | 'notification'>,
): string | undefined {
  const { environmentUrl } = deployment;
  const templates = environmentUrl ? [environmentUrl] : notification.dashboards;
  return dashboardLinks(templates, edit, target, summary)[0]?.url;
}

/**
 * Puts a deployment into words.
 * @param commit of the application
 * @param redact takes every secret out of a text
 * @returns words without secrets
 */
export function deploymentWords(
  commit: string,
  deployed: DeployedEdit,
  config: Pick<Config, 'deployment' | 'notification' | 'environment'>,
  redact: (text: string) => string,
): DeploymentWords {
  const clean = (text: string): string => redact(neutralise(redact(text)));
  const page = environmentPage(deployed, config);
  return {
    commit,
    environment: config.environment ?? '',
    description: clean(headlineOf(deployed.summary)),
    environmentUrl: page && clean(page),
    runUrl: config.notification.runUrl,
  };
}
