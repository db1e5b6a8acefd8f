import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { AppError } from '../../platform/errors.ts';

/** Where anybody gets an address: nobody's own. The large ones, as no list of all of them could be complete. */
const FREE_MAIL = new Set(
  `126.com 139.com 163.com abv.bg alice.it aol.com att.net bigpond.com bk.ru bluewin.ch btinternet.com caramail.com
  centrum.cz charter.net comcast.net cox.net daum.net disroot.org duck.com email.com email.cz fastmail.com fastmail.fm
  foxmail.com free.fr freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com
  hanmail.net hey.com home.nl hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hotmail.nl hushmail.com
  icloud.com inbox.lv inbox.ru interia.pl juno.com kpnmail.nl laposte.net libero.it list.ru live.co.uk live.com live.de
  live.fr live.nl mac.com mail.bg mail.com mail.de mail.ee mail.ru mailbox.org mailfence.com mailinator.com me.com msn.com
  naver.com netscape.net o2.pl onet.pl op.pl orange.fr outlook.be outlook.com outlook.de outlook.es outlook.fr outlook.it
  pm.me posteo.de posteo.net proton.me protonmail.ch protonmail.com qq.com quicknet.nl rambler.ru rediffmail.com
  riseup.net rocketmail.com sapo.pt sbcglobal.net seznam.cz sfr.fr sina.com skynet.be startmail.com sky.com t-online.de
  telenet.be telia.com terra.com.br tiscali.it tuta.com tuta.io tutamail.com tutanota.com tutanota.de ukr.net uol.com.br
  upcmail.nl verizon.net virgilio.it virginmedia.com vodafone.nl wanadoo.fr web.de wp.pl xs4all.nl ya.ru yahoo.ca
  yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru yeah.net
  yopmail.com ymail.com zeelandnet.nl ziggo.nl zoho.com zohomail.com zonnet.nl`.split(/\s+/),
);

/**
 * Domains whose people may join by signing in, as they are compared: lower case, international ones in Punycode, each once.
 *
 * @throws AppError `validation_error` for what is no domain, a public suffix (everybody's `co.uk`) or a provider of free mail
 */
export function readSsoDomains(domains: readonly string[]): string[] {
  return [...new Set(domains.map(readDomain))].sort();
}

function readDomain(text: string): string {
  const fail = (issue: string) =>
    new AppError('validation_error', {
      detail: `sso_domains: “${text}” ${issue}.`,
      details: { field: 'sso_domains', issue },
    });
  const name = text.trim().replace(/^@/, '').replace(/\.$/, '');
  // That reads addresses as browsers do, and would leave away what is behind a slash.
  const domain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(name) ? domainToASCII(name) : '';
  const isName = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/.test(domain);
  const { isIp, domain: registered } = parse(domain, { allowPrivateDomains: true });
  if (!isName || isIp) throw fail('is no domain such as example.com');
  if (registered === null) throw fail('is a public suffix: it belongs to everybody');
  if (FREE_MAIL.has(registered)) throw fail('is a provider of free mail: anybody can get an address there');
  return domain;
}
