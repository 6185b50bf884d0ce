// Finds what a host or a name is listed as: by the host itself, then by the host under any public
// suffix (`google.*`), then by the domain above it. The most specific entry decides.
import { parse } from 'tldts';

/** Lower case without spaces, underscores and hyphens: how words are compared. */
export function squash(text: string): string {
  if (/^[a-z0-9]*$/.test(text)) return text;
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC');
  return plain.toLowerCase().replace(/[\s_\-‐-―]+/g, '');
}

/** The host of an address, of `android-app://…` or of a bare host, without `www.`; '' when the text names none. */
export function hostOf(text: string): string {
  const app = /^(?:android|ios)-app:\/\/([^/]+)/.exec(text);
  if (app?.[1] !== undefined) return app[1].toLowerCase();
  if (!text.includes('.') || /\s/.test(text)) return '';
  const { hostname, isIp, publicSuffix } = parse(text, { allowPrivateDomains: false });
  if (hostname === null || isIp === true || publicSuffix === null || publicSuffix === hostname) return '';
  return hostname.startsWith('www.') ? hostname.slice(4) : hostname;
}

/** The domain that somebody registered, e.g. `acme.co.uk`; '' for none. */
export function registeredDomain(text: string): string {
  return text.includes('.') ? (parse(text, { allowPrivateDomains: true }).domain ?? '') : '';
}

/** A list of hosts and names, each with what it is listed as. */
export class SourceList {
  private readonly hosts = new Map<string, string>();
  private readonly names = new Map<string, string>();

  constructor(entries: Iterable<readonly [entry: string, listedAs: string]>) {
    for (const [entry, listedAs] of entries) {
      if (entry.includes('.')) this.hosts.set(entry.toLowerCase(), listedAs);
      else this.names.set(squash(entry), listedAs);
    }
  }

  /** @param host lower case, without `www.` */
  ofHost(host: string): string | undefined {
    const suffix = parse(host, { allowPrivateDomains: false }).publicSuffix ?? '';
    for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
      const exact = this.hosts.get(rest) ?? (rest.endsWith(`.${suffix}`) ? this.hosts.get(`${rest.slice(0, -suffix.length)}*`) : undefined);
      if (exact !== undefined) return exact;
      if (rest === suffix) return undefined;
    }
    return undefined;
  }

  ofName(name: string): string | undefined {
    return this.names.get(squash(name));
  }
}
