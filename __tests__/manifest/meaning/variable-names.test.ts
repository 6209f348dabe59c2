import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2', { expect: 1 });

it.each<[string, string]>([
  ['a shell variable', `image: \${REG}/acme/api:v1`],
  ['a shell variable without braces', 'image: $REG/acme/api:v1'],
  ['a variable of Make', 'image: $(REG)/acme/api:v1'],
  ['a Helm template in quotes', 'image: "{{.Values.mirror}}/acme/api:v1"'],
  ['a Helm template with spaces', "image: '{{ .Values.global.mirror }}/acme/api:v1' # mirror"],
  ['a part of the registry', `image: \${HOST}.io/acme/api:v1`],
  ['a default for the registry', `image: \${REG:-quay.io}/acme/api:v1`],
  ['a default that holds the organization', `image: \${REG:-ghcr.io/acme}/api:v1`],
  ['a default for the tag as well', `image: \${REG}/acme/api:\${TAG:-v1}`],
  ['a scheme before it', `uses: docker://\${REG}/acme/api:v1`],
  ['a repository', `image: {repository: "\${REG}/acme/api", tag: v1}`],
  ['a template in a repository', 'image: {repository: "{{ .Values.mirror }}/acme/api", tag: v1}'],
  ['a registry of its own', `image: {registry: "\${REG}", repository: acme/api, tag: v1}`],
  ['a variable of Windows', 'image: "%REG%/acme/api:v1"'],
])('finds an image behind %s, and keeps that', (_, text) => {
  const { after, changes } = edit(`${text}\n`, next);
  expect(after).toBe(`${text}\n`.replace('v1', 'v2'));
  expect(changes).toMatchObject([{ to: 'v2' }]);
  expect(edit(after, targetOf('ghcr.io/acme/api:v2')).files).toEqual([]);
});

it.each<[string, string, string]>([
  [
    'a substitution of CloudFormation',
    `Image: !Sub "\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.amazonaws.com/acme/api:v1"`,
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  ],
  ['a variable with a port', `image: \${HOST}:5000/acme/api:v1`, 'registry.acme.io:5000'],
  ['a variable for a part of the host', `image: \${ENV}.reg.acme.io/acme/api:v1`, 'prod.reg.acme.io'],
  ['a template for a part of the host', 'image: "eu-{{ .region }}.gcr.io/acme/api:v1"', 'eu-west.gcr.io'],
])('finds an image behind %s by a registry that fits, and by no other', (_what, text, registry) => {
  const { after } = edit(`${text}\n`, targetOf(`${registry}/acme/api:v2`));
  expect(after).toBe(`${text}\n`.replace('v1', 'v2'));
  expect(edit(`${text}\n`, targetOf('acme/api:v2')).after).toBe(after);
  const { code, message } = refusal(`${text}\n`, targetOf('ghcr.io/acme/api:v2'));
  expect(code).toBe('image-not-found');
  expect(message).toContain('/acme/api:v1');
});

it('takes an image of Docker Hub for one behind a variable, by both of its names', () => {
  expect(edit(`image: \${REG}/nginx:1.0\n`, targetOf('nginx:1.1')).after).toBe(`image: \${REG}/nginx:1.1\n`);
  expect(edit(`image: \${REG}/library/nginx:1.0\n`, targetOf('nginx:1.1')).after).toContain('nginx:1.1');
});

it('writes the name of OLD=NEW in place of the variable', () => {
  const { after } = edit(`image: \${REG}/acme/api:v1\n`, targetOf('ghcr.io/acme/api=quay.io/acme/next:v2'));
  expect(after).toBe('image: quay.io/acme/next:v2\n');
});

it('writes a digest behind a variable', () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const { after } = edit(`image: \${REG}/acme/api:v1\n`, targetOf(`ghcr.io/acme/api:v2@${digest}`));
  expect(after).toBe(`image: \${REG}/acme/api:v2@${digest}\n`);
});

it.each<[string, string, string]>([
  ['another repository', `image: \${REG}/acme/api-worker:v1`, `\${REG}/acme/api-worker:v1`],
  ['another organization', `image: \${REG}/other/api:v1`, `\${REG}/other/api:v1`],
  ['a variable for the organization too', `image: \${REG}/api:v1`, `\${REG}/api:v1`],
  ['a variable in the middle', `image: ghcr.io/\${ORG}/api:v1`, `ghcr.io/\${ORG}/api:v1`],
  ['a variable at the end', `image: ghcr.io/acme/\${APP}:v1`, `ghcr.io/acme/\${APP}:v1`],
  ['a variable for the whole name', `image: \${IMAGE}:v1`, `\${IMAGE}:v1`],
  ['a variable for all', `image: \${IMAGE}`, `\${IMAGE}`],
  ['a template for all', 'image: "{{ .Values.image }}"', '{{ .Values.image }}'],
])('lists %s, and does not take it for the image', (_, text, listed) => {
  const { code, message } = refusal(`${text}\n`, targetOf('ghcr.io/acme/api:v2'));
  expect(code).toBe('image-not-found');
  expect(message).toContain(`app.yaml:1 ${listed} `.trimEnd());
});

it('says that a variable stands in the name', () => {
  const { message } = refusal(`image: ghcr.io/\${ORG}/api:v1\n`, targetOf('ghcr.io/acme/api:v2'));
  expect(message).toContain('a variable in its name');
});
