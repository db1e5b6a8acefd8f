import { key } from './config-key.ts';
import { emailAddress, flag, optionalText, password, text } from './config-values.ts';

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
};
