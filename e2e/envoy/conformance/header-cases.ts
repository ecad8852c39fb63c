// What filters do to headers that Envoy needs, and which route a changed request takes.

import { type Case, each, get, ok, one, side } from './case.ts';

export const headerCases: Case[] = [
  { name: 'the time', script: '*: time', exchanges: one(get) },
  {
    name: 'pairs that cannot be read',
    script: each('request-headers', 1, ['set-pairs request 1025', 'set-pairs request -']),
    exchanges: [...one(get), ...one(get)],
  },
  {
    name: 'pairs of an answer that cannot be read',
    script: 'response-headers: set-pairs response 1025',
    exchanges: one(get),
  },
  {
    name: 'pairs set anew',
    script:
      'request-headers: set-pairs request :method=GET&:path=/1&:path=/2&:authority=new.test&:scheme=http&x-a=1&x-a=2&X-Upper=1\nrequest-headers: pairs request',
    exchanges: one(get),
  },
  {
    name: 'headers that Envoy needs taken away',
    script: each('request-headers', 1, [
      'remove request x-forwarded-proto',
      'remove request :authority',
      'remove request :scheme',
      'remove request :path',
      'remove request :method',
    ]),
    exchanges: [...one(get), ...one(get), ...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'values that no header may have',
    script: each('request-headers', 1, [
      'replace request x-bad a%0Ab',
      'replace request x-bad a%0Db',
      'replace request x-bad a%00b',
      'replace request x-fine %C3%BC',
      'replace request x-fine',
    ]),
    exchanges: Array.from({ length: 5 }, () => one(get)).flat(),
  },
  {
    name: 'the status of an answer spoilt',
    script: each('response-headers', 2, [
      'replace response :status abc',
      'replace response :status',
      'add response :status 201',
    ])
      .replace('response-headers.3', 'response-headers.2')
      .replace('response-headers.5', 'response-headers.3'),
    exchanges: [...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'any number as the status of an answer',
    script: each('response-headers', 1, [
      'replace response :status 99',
      'replace response :status 999',
      'replace response :status 1000',
    ]),
    exchanges: [...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'headers of an answer that Envoy writes itself',
    script:
      'response-headers: replace response connection x\nresponse-headers: replace response server me\nresponse-headers: add response :other 1\nlog: pairs response',
    exchanges: one(get),
  },
];

/** For a Project with several routes. */
export const routeCases: Case[] = [
  {
    name: 'which route takes a request',
    script:
      'request-headers: property xds.route_name\nrequest-headers: property xds.cluster_name\nlog: property xds.route_name',
    exchanges: ['/exact', '/exact?with=query', '/exactly', '/p', '/direct/x', '/none'].flatMap(
      (path) => one({ ...get, path }),
    ),
  },
  {
    name: 'a route that wants a header',
    script:
      'request-headers: property xds.route_name\nrequest-headers: property xds.route_metadata',
    exchanges: [
      ...one({ path: '/p', headers: [['x-beta', '1']] }),
      ...one({ path: '/p', headers: [['X-Beta', '2']] }),
      ...one({
        path: '/p',
        headers: [
          ['x-beta', '1'],
          ['x-beta', '1'],
        ],
      }),
      ...one({
        path: '/p',
        headers: [
          ['x-beta', '1'],
          ['x-beta', '2'],
        ],
      }),
      ...one({
        path: '/p',
        headers: [
          ['x-beta', '2'],
          ['x-beta', '1'],
        ],
      }),
    ],
  },
  {
    name: 'another route after a change',
    script: [
      ...[
        'replace request :path /exact',
        'replace request :path /none',
        'add request x-beta 1',
        'remove request x-beta',
        'replace request :path /direct',
        'replace request x-other 1',
      ].map((command, index) => `request-headers.${index + 1}: ${command}`),
      'request-headers: property xds.route_name',
      'request-headers: property xds.cluster_name',
      'response-headers: property xds.route_name',
      'log: property xds.route_name',
      'log: property xds.cluster_name',
    ].join('\n'),
    exchanges: [
      ...one({ path: '/p' }),
      ...one({ path: '/p' }),
      ...one({ path: '/p' }),
      ...one({ path: '/p', headers: [['x-beta', '1']] }),
      ...one({ path: '/p' }),
      ...one({ path: '/none' }),
    ],
  },
  {
    name: 'another route, changed while paused',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: add request x-beta 1\nanswer: property xds.route_name\nanswer: continue request\nanswer: property xds.route_name\nresponse-headers: property xds.route_name',
    exchanges: one({ path: '/p' }),
    calls: side(ok),
  },
];
