import { commonSource } from '../../src/commands/plan-promotion.ts';
import { readDeploys } from '../../src/ledger/read-deploys.ts';

const deployOf = (source: string | undefined) =>
  readDeploys({
    id: 'c0ffee',
    author: { name: 'Jo' },
    date: 0,
    message: `Deploy web v2\n\n${source === undefined ? '' : `Deploy-Source: ${source}\n`}Deploy-Id: id-1\n`,
  })[0];
const [web, api] = ['acme/web@c0ffee1', 'acme/api@c0ffee2'];

test.each([
  ['of one image is its own', [deployOf(web)], web],
  ['of images that were built together is their own', [deployOf(web), deployOf(web)], web],
  ['of images of several sources is none', [deployOf(web), deployOf(api)], undefined],
  ['of an image that no deploy brought is none', [undefined], undefined],
  ['of images of which one names no source is none', [deployOf(web), deployOf(undefined)], undefined],
  ['of images of which one was not deployed is none', [deployOf(web), undefined], undefined],
])('the source %s', (_, before, source) => {
  expect(commonSource(before)?.source).toBe(source);
});
