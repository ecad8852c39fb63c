// The fields of Higress' WasmPlugin (extensions.higress.io/v1alpha1) as its CustomResourceDefinition lists them; a field beyond them
// would be dropped by a cluster without a word, so here it is an error.

const text = { type: 'string' };

function fields(properties: Record<string, object>): object {
  return { type: 'object', properties, additionalProperties: false };
}

const environment = fields({ name: text, value: text, valueFrom: { enum: ['INLINE', 'HOST'] } });
const texts = { type: 'array', items: text };
const rule = fields({
  config: { type: 'object' },
  configDisable: { type: 'boolean' },
  domain: texts,
  ingress: texts,
  service: texts,
});

export const higressWasmPlugin = {
  ...fields({
    apiVersion: { const: 'extensions.higress.io/v1alpha1' },
    kind: { const: 'WasmPlugin' },
    metadata: fields({ name: text, namespace: text }),
    spec: fields({
      defaultConfig: { type: 'object' },
      defaultConfigDisable: { type: 'boolean' },
      failStrategy: { enum: ['FAIL_CLOSE', 'FAIL_OPEN'] },
      imagePullPolicy: { enum: ['UNSPECIFIED_POLICY', 'IfNotPresent', 'Always'] },
      imagePullSecret: text,
      matchRules: { type: 'array', items: rule },
      phase: { enum: ['UNSPECIFIED_PHASE', 'AUTHN', 'AUTHZ', 'STATS'] },
      pluginConfig: { type: 'object' },
      pluginName: text,
      priority: { type: 'integer' },
      sha256: text,
      url: text,
      verificationKey: text,
      vmConfig: fields({ env: { type: 'array', items: environment } }),
    }),
  }),
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
};
