// The texts by which GitHub refuses a push or a login.

import { ambiguous, outage, permanent, type RefusalRule, readOnly } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';
import { openRequestInstead, seeStatusPage } from './host.ts';
import { githubTokenRemedy } from './write-access.ts';

const bypass = `add this identity as a bypass actor of the ruleset, or ${openRequestInstead}`;
const wait = 'wait until the host or its administrator has finished, and run it again';

/**
 * Each names one reason, whatever heading stands above it. What a bypass would be dangerous for comes first.
 * Sources: https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/troubleshooting-rules
 * https://docs.github.com/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization
 * https://docs.github.com/code-security/secret-scanning/working-with-secret-scanning-and-push-protection/working-with-push-protection-from-the-command-line
 */
export const githubRefusals: readonly RefusalRule[] = [
  permanent(
    /push cannot contain secrets|GH009|push (?:rejected|blocked|declined).{0,40}secret/i,
    'take the secret out of the file and revoke it; the text names the file and the line',
  ),
  permanent(
    /must have (?:a )?verified signatures?|commits must be signed/i,
    `sign the commit with ${inputName('signing-key')}, with ${inputName('author')} an address of the account that has the key; or, with an App, set ${inputName('commit-through')} to "api"; or let this identity bypass the rule`,
  ),
  permanent(
    /commit message must (?:not )?(?:match|contain|start|end)/i,
    `make ${inputName('message')} follow the pattern of the rule; the text quotes it`,
  ),
  permanent(
    /(?:author|committer)(?:'s)? e-?mail(?: address)? must/i,
    `make the address in ${inputName('author')} follow the pattern of the rule; the text quotes it`,
  ),
  permanent(
    /branch name must/i,
    `give ${inputName('branch')} a name that follows the pattern of the rule; the text quotes it`,
  ),
  permanent(
    /through (?:the|a) merge queue|merge queue (?:is )?required/i,
    `the branch takes changes only from its merge queue: ${openRequestInstead}, or let this identity bypass the rule`,
  ),
  permanent(
    /files? (?:path|extension|size|over|larger|with)[^.\n]{0,60}(?:restricted|exceeds|too long|must)/i,
    'a rule protects the path, the size or the kind of this file: change another file, or let this identity bypass the rule',
  ),
  permanent(
    /GH001|exceeds github's file size limit/i,
    'take the large file out of the branch, or keep it in Git LFS',
  ),
  permanent(/GH002/i, `give ${inputName('branch')} a name that is not 40 hexadecimal digits`),
  permanent(/GH003|cannot force-push/i, 'report it: this program never forces a push'),
  permanent(
    /GH007|email privacy restrictions/i,
    `use the noreply address of the account as ${inputName('author')}`,
  ),
  permanent(/GH008|unknown git lfs objects/i, 'push the missing objects with "git lfs push --all" first'),
  permanent(
    /refusing to allow .{1,200} to create or update workflow/i,
    'the file is a workflow; use a token that may change workflows',
    'permission-denied',
  ),
  permanent(
    /SAML (?:SSO|enforcement)|single sign-?on/i,
    'authorize this token or key for single sign-on of the organization, in the settings of the account that owns it',
    'permission-denied',
  ),
  permanent(
    /IP allow ?list|IP address is not (?:permitted|allowed)/i,
    "add the runner's address to the IP allow list, or use a runner whose address is on it",
    'permission-denied',
  ),
  permanent(
    /token.{0,20}lifetime/i,
    'make a token with a shorter lifetime: the organization limits it',
    'permission-denied',
  ),
  permanent(
    /forbids access via a fine-grained/i,
    'use a GitHub App or a deploy key: the organization forbids fine-grained tokens',
    'permission-denied',
  ),
  permanent(
    /forbids access via a personal access tokens?|classic.{0,40}(?:not allowed|forbidden)/i,
    'use a fine-grained token, a GitHub App or a deploy key: the organization forbids classic tokens',
    'permission-denied',
  ),
  permanent(
    /deploy keys? (?:are|is|has been|have been|was) disabled|disabled deploy keys?/i,
    'the organization or the repository has no deploy keys: use a GitHub App or a fine-grained token, or have them enabled',
    'permission-denied',
  ),
  permanent(
    /RSA key with SHA-1/i,
    'use an Ed25519 key: make it with "ssh-keygen -t ed25519"',
    'authentication-failed',
  ),
  permanent(
    /password authentication (?:is not supported|was removed)|support for password authentication/i,
    'use a token instead of a password',
    'authentication-failed',
  ),
  permanent(
    /invalid username or (?:token|password)|bad credentials/i,
    'check that the token is complete and has not expired',
    'authentication-failed',
  ),
  permanent(
    /repository '[^']*' is disabled|(?:access to this )?repository has been disabled/i,
    'the host has disabled the repository: its owner has to look at the billing and the messages of the account',
    'permission-denied',
  ),
  permanent(/denied to github-actions\[bot\]/i, githubTokenRemedy, 'permission-denied'),
  readOnly(
    /permission to \S+ denied to|has been marked as read only|write access to repository not granted|resource not accessible by/i,
    `give this token "Contents: write" on this repository; ${githubTokenRemedy}`,
  ),
  outage(/being migrated|locked for migration/i, wait),
  ambiguous(/fatal error in commit_refs/i, seeStatusPage),
];

/** What stands above reasons, or alone: tried after the reasons of all hosts. */
export const githubHeadings: readonly RefusalRule[] = [
  permanent(/GH013|repository rule violations/i, bypass),
  permanent(
    /GH006|protected branch hook declined/i,
    `let this identity bypass the branch protection, or ${openRequestInstead}`,
  ),
  permanent(
    /\bGH0\d\d\b/,
    "the server's text says what it wants: https://docs.github.com/search?query=push+declined",
  ),
  ambiguous(/internal server error/i, seeStatusPage),
];
