// In which callback each header map is there, for sentences that say where to go.

import { MapType } from '#abi/types.ts';

export const callbackOfMap: Readonly<Record<MapType, string>> = {
  [MapType.HTTP_REQUEST_HEADERS]: 'on_request_headers',
  [MapType.HTTP_REQUEST_TRAILERS]: 'on_request_trailers',
  [MapType.HTTP_RESPONSE_HEADERS]: 'on_response_headers',
  [MapType.HTTP_RESPONSE_TRAILERS]: 'on_response_trailers',
  [MapType.GRPC_CALL_INITIAL_METADATA]: 'on_grpc_receive_initial_metadata',
  [MapType.GRPC_CALL_TRAILING_METADATA]: 'on_grpc_receive_trailing_metadata',
  [MapType.HTTP_CALL_RESPONSE_HEADERS]: 'on_http_call_response',
  [MapType.HTTP_CALL_RESPONSE_TRAILERS]: 'on_http_call_response',
};
