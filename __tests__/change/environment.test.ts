import { environmentOf } from '../../src/change/environment.ts';

test.each([
  [['overlays/prod/web.yaml'], 'prod'],
  [['clusters/eu-1/apps/staging/web.yaml'], 'eu-1'],
  [['apps/web/staging/web.yaml'], 'staging'],
  [['apps/web/values-prod.yaml'], 'prod'],
  [['prod.yaml', 'apps/prod/web.yaml'], 'prod'],
  [['prod.yaml', 'dev.yaml'], ''],
  [['environments/*/web.yaml'], ''],
  [['products/web.yaml'], ''],
  [[], ''],
])('of %j the environment is "%s"', (files, environment) => {
  expect(environmentOf(files)).toBe(environment);
});
