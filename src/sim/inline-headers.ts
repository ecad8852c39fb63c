// The headers that Envoy keeps in a single slot, per map: a second value is joined to the first with a comma instead of
// making a second entry. Which ones they are depends on the binary; these are those of the official Envoy 1.40.

const words = (text: string): string[] => text.trim().split(/\s+/);

const request = new Set(
  words(`
    :authority :path :method :scheme :protocol accept accept-encoding access-control-request-method
    access-control-request-headers authorization cache-control cdn-loop connection content-encoding content-length
    content-type expect grpc-accept-encoding grpc-timeout if-match if-modified-since if-none-match if-unmodified-since
    keep-alive origin pragma proxy-connection proxy-status referer te transfer-encoding upgrade user-agent via
    x-client-trace-id x-forwarded-client-cert x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto
    x-request-id x-envoy-attempt-count x-envoy-decorator-operation x-envoy-downstream-service-cluster
    x-envoy-downstream-service-node x-envoy-expected-rq-timeout-ms x-envoy-external-address x-envoy-force-trace
    x-envoy-hedge-on-per-try-timeout x-envoy-internal x-envoy-ip-tags x-envoy-is-timeout-retry x-envoy-max-retries
    x-envoy-original-host x-envoy-original-path x-envoy-retriable-header-names x-envoy-retriable-status-codes
    x-envoy-retry-grpc-on x-envoy-retry-on x-envoy-upstream-alt-stat-name x-envoy-upstream-rq-per-try-timeout-ms
    x-envoy-upstream-rq-timeout-alt-response x-envoy-upstream-rq-timeout-ms x-envoy-upstream-stream-duration-ms
  `),
);

const response = new Set(
  words(`
    :status access-control-allow-origin access-control-allow-headers access-control-expose-headers age cache-control
    connection content-encoding content-length content-type date etag expires grpc-message grpc-status keep-alive
    last-modified location proxy-connection proxy-status server transfer-encoding upgrade vary via x-request-id
    x-envoy-attempt-count x-envoy-decorator-operation x-envoy-degraded x-envoy-immediate-health-check-fail
    x-envoy-upstream-canary x-envoy-upstream-healthchecked-cluster x-envoy-upstream-service-time
  `),
);

const responseTrailers = new Set(['grpc-status', 'grpc-message']);
const none: ReadonlySet<string> = new Set();

export type FieldsKind = 'request' | 'request-trailers' | 'response' | 'response-trailers';

export function inlineHeaders(kind: FieldsKind): ReadonlySet<string> {
  if (kind === 'request') return request;
  if (kind === 'response') return response;
  return kind === 'response-trailers' ? responseTrailers : none;
}
