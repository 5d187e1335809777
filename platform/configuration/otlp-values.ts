import { parseConnectionUrl, whyNoHttpUrl } from './connection-url.ts';

/** Why a text is no endpoint of OTLP; undefined where it is one. Exporters drop the user name and password of a URL. */
export function whyNoOtlpUrl(text: string): string | undefined {
  const url = parseConnectionUrl(text);
  if (typeof url !== 'string' && url.user !== null)
    return 'has a user name or password, which exporters of OTLP do not send. Set OTEL_EXPORTER_OTLP_HEADERS=authorization=Basic%20… instead';
  return whyNoHttpUrl(text);
}

/** Why a list of headers can't be sent; undefined where it can. */
export function whyNoOtlpHeaders(list: string): string | undefined {
  for (const pair of list.split(',')) {
    try {
      if (!/^[\t -~]*$/.test(decodeURIComponent(pair.slice(pair.indexOf('=') + 1))))
        return 'has a value with a character that a header can’t hold';
    } catch {
      return 'has a % that begins no percent-encoding (write % as %25)';
    }
  }
  return undefined;
}
