// Pages for people that come where git was asked: of a sign-in, of a firewall.
import { redirectTarget } from './http-redirect.ts';

/** Where hosts and identity providers let people sign in. */
const signInPath =
  /(?:^|\/)(?:_signin|sign_?-?in|log_?-?in|session\/new|saml2?|sso|oauth2?|openid(?:-connect)?|adfs|authorize|auth(?:enticat(?:e|ion))?)(?:[/?.]|$)/i;
const signInHost =
  /^(?:login|signin|sso|auth|accounts?|idp|adfs)\.|\.(?:okta|auth0|onelogin)\.com$|\.b2clogin\.com$/i;

/**
 * Says whether a redirect leads to a page where people sign in.
 * @param location the header, as it came
 * @param asked the URL that was asked for
 * @returns `true` for a sign-in page of a host, or of an identity provider
 */
export function signInTarget(location: string | string[] | undefined, asked: string): boolean {
  const target = redirectTarget(location, asked);
  if (target === undefined) return false;
  // A repository may be called "login": its address ends as git's own requests do.
  if (/\/(?:info\/refs|git-(?:upload|receive)-pack)$/.test(target.pathname)) return false;
  return signInPath.test(target.pathname) || signInHost.test(target.hostname);
}

/** What the pages of firewalls say: F5, Akamai, Cloudflare, Imperva, AWS, FortiGate, Zscaler, Palo Alto, Sophos. */
const firewallPage =
  /the requested url was rejected|your support id is|errors\.edgesuite\.net|attention required! \| cloudflare|cf-error-details|you have been blocked|incapsula incident|the request could not be satisfied|request blocked|web page (?:is )?blocked|fortigu?ard|zscaler|access to (?:this|the) (?:web ?)?(?:site|page).{0,40}blocked|blocked (?:by|due to) .{0,60}(?:policy|administrator|firewall)|web application firewall/i;

/**
 * Says whether a page is a firewall's.
 * @param page the start of its HTML
 * @returns `true` where its words say so
 */
export function isFirewall(page: string): boolean {
  return firewallPage.test(page);
}

/**
 * Reads what a page is called.
 * @param page the start of its HTML
 * @returns '' where it has no title
 */
export function pageTitle(page: string): string {
  return (/<title[^>]*>([^<]{1,200})/i.exec(page)?.[1] ?? '').trim();
}
