import { AppError } from '../../../platform/errors.ts';
import type { ProviderSettings } from './providers.ts';

/** Who somebody is, in the words of a provider whose signature was checked. */
export interface Identity {
  /** These two name an account at a provider, for ever; addresses change hands. */
  issuer: string;
  subject: string;
  /** Lower case; null where the provider names none that looks like one. */
  email: string | null;
  /** Whether the provider vouches for the address. */
  is_verified: boolean;
  first_name: string | null;
  last_name: string | null;
}

export type Claims = Record<string, unknown> & { iss: string; sub: string };

const LONGEST_NAME = 100;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Accounts of any tenant, whose administrators write whatever address they like into them. */
const ANY_TENANT = ['organizations', 'common'];

/** @throws AppError `sso_failed` when a token of Microsoft is not of the tenant it names, or not of the one that is set up */
export function readIdentity(settings: ProviderSettings, issuerOfProvider: string, claims: Claims): Identity {
  if (settings.id === 'microsoft') checkTenant(settings, issuerOfProvider, claims);
  const { email } = claims;
  const address = typeof email === 'string' ? email.trim().toLowerCase() : '';
  const isAddress =
    /^[^\s@<>",;:\\]+@[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u.test(address) && address.length <= 320;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: isAddress ? address : null,
    is_verified: isAddress && vouchesFor(settings, claims),
    first_name: nameIn(claims.given_name),
    last_name: nameIn(claims.family_name),
  };
}

function checkTenant({ tenant }: ProviderSettings, issuerOfProvider: string, { iss, tid }: Claims): void {
  const isItsOwn =
    typeof tid === 'string' && GUID.test(tid) && iss === issuerOfProvider.replace('{tenantid}', () => tid);
  const isOurs = !GUID.test(tenant ?? '') || tenant === String(tid).toLowerCase();
  if (!isItsOwn || !isOurs) throw new AppError('sso_failed', { detail: 'The account belongs to another tenant.' });
}

/**
 * OpenID providers say `email_verified`. Microsoft never does: there an address counts when its domain belongs to the tenant
 * (`xms_edov`, an optional claim), or when only the operator's own tenant may sign in.
 */
function vouchesFor({ id, tenant = '' }: ProviderSettings, claims: Claims): boolean {
  if (id === 'oidc') return claims.email_verified === true || claims.email_verified === 'true';
  const { xms_edov } = claims;
  return [true, 1, '1', 'true'].includes(xms_edov as string) || !ANY_TENANT.includes(tenant);
}

function nameIn(claim: unknown): string | null {
  if (typeof claim !== 'string') return null;
  return (
    claim
      .replace(/[\p{C}\u2028\u2029]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_NAME) || null
  );
}
