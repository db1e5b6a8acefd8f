import { key } from './config-key.ts';
import {
  emailAddress,
  flag,
  integer,
  issuerUrl,
  microsoftTenant,
  optionalText,
  password,
  redirects,
  text,
} from './config-values.ts';

/** Settings about people: mail, the first administrator, and how accounts come to be. */
export const PEOPLE_KEYS = {
  smtpUrl: key(
    'PARLANCE_SMTP_URL',
    'none: mails are written to `mails` in the data directory',
    'Mail server, as `smtp://user:password@host:587` or `smtps://…`.',
    optionalText,
    true,
  ),
  mailFrom: key(
    'PARLANCE_MAIL_FROM',
    '`Parlance <no-reply@localhost>`',
    'Who mails come from.',
    text('Parlance <no-reply@localhost>'),
  ),
  shareMailsPerDay: key(
    'PARLANCE_SHARE_MAILS_PER_DAY',
    '`500`',
    'How many links to documents an organisation may send by mail in a day.',
    integer(500, 0, 1_000_000),
  ),
  adminEmail: key(
    'PARLANCE_ADMIN_EMAIL',
    '`admin@parlance.local`',
    'E-mail of the administrator made at the first start.',
    emailAddress('admin@parlance.local'),
  ),
  adminPassword: key(
    'PARLANCE_ADMIN_PASSWORD',
    'a random one, shown once',
    'Password of the administrator made at the first start.',
    password,
    true,
  ),
  registration: key(
    'PARLANCE_REGISTRATION',
    '`0`',
    'Whether anybody may make an account, with an organisation of their own.',
    flag(false),
  ),
  oidcIssuer: key(
    'PARLANCE_OIDC_ISSUER',
    'none',
    'An OpenID Connect provider to sign in with: its issuer, exactly as it names itself (docs/sign-in.md).',
    issuerUrl,
  ),
  oidcClientId: key('PARLANCE_OIDC_CLIENT_ID', 'none', 'What this server is called there.', optionalText),
  oidcClientSecret: key(
    'PARLANCE_OIDC_CLIENT_SECRET',
    'none: a public client',
    'Its secret there.',
    optionalText,
    true,
  ),
  oidcName: key(
    'PARLANCE_OIDC_NAME',
    '`Single sign-on`',
    'What people know the provider by: the label of the button.',
    text('Single sign-on'),
  ),
  microsoftClientId: key(
    'PARLANCE_MICROSOFT_CLIENT_ID',
    'none',
    'Application (client) ID of this server at Microsoft Entra.',
    optionalText,
  ),
  microsoftClientSecret: key('PARLANCE_MICROSOFT_CLIENT_SECRET', 'none', 'Its secret there.', optionalText, true),
  microsoftTenant: key(
    'PARLANCE_MICROSOFT_TENANT',
    '`organizations`',
    'Who may sign in: the ID or domain of one tenant, or `organizations` or `common` for any.',
    microsoftTenant,
  ),
  loginRedirects: key(
    'PARLANCE_LOGIN_REDIRECTS',
    'none',
    'Where people may be sent with their token after single sign-on, besides pages of this server: addresses such as ' +
      '`https://app.example.org/signed-in`, which stand for what is below them too, or an exact one of an app (`myapp://signed-in`).',
    redirects,
  ),
  auditRetentionDays: key(
    'PARLANCE_AUDIT_RETENTION_DAYS',
    '`365`',
    'How long the audit log is kept, in days; `0` for ever.',
    integer(365, 0, 36_500),
  ),
};
